package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.sae.SaeFile;

/** Names, pictures and a study of a dictionary that has the embeddings of two texts among its vectors. */
class ConceptsCommandTest {
    private static final int FEATURES = 8;
    private static final int HAIR = 2;
    private static final int INK = 5;
    private static final int DEAD = 6;
    private static final float[][] ROWS = new float[12][FEATURES];

    @TempDir
    Path folder;

    private Path sae;
    private Path array;
    private Path csv;
    private Path words;

    @BeforeEach
    void make() throws IOException {
        words = Given.lines(
                folder.resolve("words.csv"), "text,kind", "hair,artefact", "ink,artefact", "ruler,artefact");
        Path texts = folder.resolve("texts.npy");
        Program.run("embed-text", "--model", "demo", "--text", "hair", "ink", "--normalize", "--out", texts, "--quiet")
                .succeeds();
        sae = folder.resolve("sae.safetensors");
        write(Given.rows(texts));
        Random random = new Random(5);
        float[] flat = new float[ROWS.length * FEATURES];
        String[] lines = new String[ROWS.length + 1];
        lines[0] = "image_path,hair,the_ink,notes";
        for (int i = 0; i < ROWS.length; i++) {
            for (int j = 0; j < FEATURES; j++) {
                ROWS[i][j] = j == DEAD ? 0 : random.nextFloat();
            }
            ROWS[i][HAIR] = i % 3 == 0 ? 2 + i : 0;
            System.arraycopy(ROWS[i], 0, flat, i * FEATURES, FEATURES);
            lines[i + 1] = "images/" + i + ".png," + (i % 3 == 0 ? 1 : 0) + "," + i % 2 + ",x";
        }
        array = folder.resolve("activations.npy");
        Npy.write(array, flat, ROWS.length, FEATURES);
        csv = Given.lines(folder.resolve("meta.csv"), lines);
    }

    private void write(float[]... embeddings) throws IOException {
        Random random = new Random(3);
        int n = embeddings[0].length;
        float[] decoder = new float[n * FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            float[] vector = new float[n];
            for (int i = 0; i < n; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            float[] unit = j == HAIR ? embeddings[0] : j == INK || j == DEAD ? embeddings[1] : Vectors.unit(vector);
            for (int i = 0; i < n; i++) {
                decoder[i * FEATURES + j] = unit[i];
            }
        }
        SaeFile.write(
                new SaeWeights(
                        new SaeDesign(n, FEATURES, new Sparsity.L1()),
                        new float[n],
                        new float[FEATURES * n],
                        new float[FEATURES],
                        decoder,
                        0),
                Map.of(),
                sae);
    }

    private Program name(Object... more) {
        return Program.run(
                "concepts",
                "name",
                "--sae",
                sae,
                "--model",
                "demo",
                "--vocabulary",
                words,
                "--threshold",
                "0.9",
                "--out",
                folder.resolve("names"),
                List.of(more));
    }

    private Program top(Object... more) {
        return Program.run(
                "concepts",
                "top",
                "--activations",
                array,
                "--csv",
                csv,
                "--image-root",
                folder,
                "--top",
                4,
                "--out",
                folder.resolve("top"),
                List.of(more));
    }

    @Test
    void namesFeaturesByTheirVectorsAndTellsWhichAreAlive() throws IOException {
        name("--activations", array).succeeds();
        List<List<String>> names = Given.records(folder.resolve("names/names.csv"));
        assertThat(names.get(0))
                .containsExactly(
                        "neuron",
                        "name",
                        "score",
                        "margin",
                        "best",
                        "kind",
                        "runner_up",
                        "runner_up_kind",
                        "alive",
                        "firing_rate");
        assertThat(names.subList(1, names.size()))
                .extracting(row -> row.get(1))
                .containsExactly("unnamed", "unnamed", "hair", "unnamed", "unnamed", "ink", "ink", "unnamed");
        assertThat(names.get(1 + HAIR).get(5)).isEqualTo("artefact");
        assertThat(Double.parseDouble(names.get(1 + HAIR).get(9))).isEqualTo(4 / 12.0);
        assertThat(names.get(1 + DEAD).get(8)).isEqualTo("0");
        assertThat(folder.resolve("names/report.html")).content().contains("hair", "3 of 8");
    }

    @Test
    void namesByTheShippedVocabularyWithoutWhatTextsHaveInCommon() throws IOException {
        Program.run("concepts", "name", "--sae", sae, "--model", "demo", "--centre", "--out", folder.resolve("n"))
                .succeeds();
        assertThat(Given.records(folder.resolve("n/names.csv"))).hasSize(1 + FEATURES);
    }

    @Test
    void showsTheRowsThatAFeatureIsMostActiveInAndThePrecision() throws IOException {
        top("--text", "hair", "--sae", sae, "--model", "demo", "--concept-columns", "hair,the_ink")
                .succeeds();
        List<List<String>> rows = Given.records(folder.resolve("top/top.csv"));
        assertThat(rows.subList(1, rows.size()))
                .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(4) + " " + row.get(7))
                .containsExactly("hair 2 9 1", "hair 2 6 1", "hair 2 3 1", "hair 2 0 1");
        List<String> concept = Given.records(folder.resolve("top/concepts.csv")).get(1);
        assertThat(concept.get(3)).isEqualTo("hair");
        assertThat(Double.parseDouble(concept.get(6))).isEqualTo(1);
    }

    @Test
    void aTextIsMatchedWithFeaturesThatAreActiveOnly() throws IOException {
        top("--text", "ink", "--sae", sae, "--model", "demo", "--concept-column", "the_ink")
                .succeeds();
        assertThat(Given.records(folder.resolve("top/concepts.csv")).get(1).subList(1, 4))
                .satisfies(row -> assertThat(row.get(0)).isEqualTo("" + INK))
                .satisfies(row -> assertThat(row.get(2)).isEqualTo("the_ink"));
    }

    @Test
    void findsFeaturesByNumberAndByName() throws IOException {
        name().succeeds();
        top("--neurons", "0", "--concept-names", folder.resolve("names/names.csv"), "--name", "INK")
                .succeeds();
        assertThat(Given.records(folder.resolve("top/concepts.csv")))
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactly("concept neuron", "neuron 0 0", "ink 5", "ink 6");
    }

    @Test
    void tellsWhichFeatureKnowsAnAttributeBest() throws IOException {
        Path out = folder.resolve("attributes.csv");
        Program.run(
                        "concepts",
                        "attributes",
                        "--activations",
                        array,
                        "--csv",
                        csv,
                        "--concept-columns",
                        "hair",
                        "--out",
                        out)
                .succeeds();
        assertThat(Given.records(out).get(1)).containsExactly("hair", "12", "4", "" + HAIR, "1.0");
    }

    @Test
    void putsAStudyOnOnePage() throws IOException {
        name().succeeds();
        top("--neurons", HAIR).succeeds();
        Path cbm = Files.createDirectories(folder.resolve("cbm"));
        Given.lines(cbm.resolve("neurons.csv"), "neuron,weight,rank", "2,-1.5,0", "4,0.5,1");
        Given.lines(cbm.resolve("summary.csv"), "metric,value,low,high", "auroc,0.75,0.5,");
        Path change = Files.createDirectories(folder.resolve("no-hair"));
        Given.lines(
                change.resolve("summary.csv"),
                "metric,before,after,change,change_low,change_high",
                "auroc,0.25,0.875,0.625,0.5,0.75");
        Given.lines(
                change.resolve("intervened.csv"),
                "neuron,rank,importance,similarity,concept,method",
                "2,0,-1.5,0.99,hair,matching");
        Program.run(
                        "concepts",
                        "study",
                        "--sae",
                        sae,
                        "--names",
                        folder.resolve("names"),
                        "--top",
                        folder.resolve("top"),
                        "--cbm",
                        cbm,
                        "--intervention",
                        change,
                        "--title",
                        "Bias by hair",
                        "--out",
                        folder.resolve("study"))
                .succeeds();
        assertThat(folder.resolve("study/report.html"))
                .content()
                .contains(
                        "Bias by hair",
                        "hair (2)",
                        "neuron 4",
                        "Intervention: no-hair",
                        "+0.625",
                        "0.875",
                        "The dictionary")
                .doesNotContain("http://", "https://");
    }

    @Test
    void refusesWhatDoesNotFitTogetherInOneLine() throws IOException {
        Path shortTable = Given.lines(folder.resolve("short.csv"), "image_path", "a.png");
        Program.run(
                        "concepts",
                        "top",
                        "--activations",
                        array,
                        "--csv",
                        shortTable,
                        "--neurons",
                        1,
                        "--out",
                        folder.resolve("x"))
                .fails(ExitStatus.FAILED, "12", "activations.npy", "1", "short.csv");
        Path narrow = folder.resolve("narrow.npy");
        Npy.write(narrow, new float[12 * 3], 12, 3);
        name("--activations", narrow).fails(ExitStatus.FAILED, "3", "narrow.npy", "8", "sae.safetensors");
        top("--neurons", 8).fails(ExitStatus.FAILED, "from 0 to 7", "8");
        top("--text", "ruler", "--sae", sae, "--model", "demo", "--min-similarity", "0.99")
                .fails(ExitStatus.FAILED, "\"ruler\"", "--min-similarity", "as the best");
        top("--neurons", 1, "--concept-columns", "notes").fails(ExitStatus.FAILED, "line 2", "notes", "0 or 1", "x");
        Program.run("concepts", "study", "--sae", sae, "--names", folder, "--out", folder.resolve("x"))
                .fails(ExitStatus.FAILED, "names.csv", "concepts name");
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
