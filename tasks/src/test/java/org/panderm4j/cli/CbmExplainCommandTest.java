package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.concepts.Similarity;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.sae.SaeFile;

/** Explanations and interventions by texts: a dictionary with the embeddings of two texts among its vectors. */
class CbmExplainCommandTest {
    private static final int FEATURES = 12;
    private static final int FIRST = 4;
    private static final int SECOND = 9;
    private static final int WITHOUT_WEIGHT = 2;
    private static final int ROWS = 10;

    @TempDir
    Path folder;

    private final Random random = new Random(3);
    private List<Object> model;
    private List<String> texts;
    private double[] weight;
    private float[][] rows;
    private Path cbm;
    private Path sae;
    private Path array;
    private Path csv;

    @BeforeEach
    void make() throws IOException {
        var container = Fixture.any();
        model = List.copyOf(Fixture.model(container));
        texts = container.texts().subList(0, 2);
        Path embedded = folder.resolve("texts.npy");
        Program.run("embed-text", model, "--text", texts, "--normalize", "--out", embedded, "--quiet")
                .succeeds();
        sae = folder.resolve("sae.safetensors");
        writeSae(Given.rows(embedded));
        cbm = Files.createDirectories(folder.resolve("cbm"));
        weight = random.doubles(FEATURES, -1, 1).toArray();
        weight[WITHOUT_WEIGHT] = 0;
        weight[FIRST] = 3;
        weight[SECOND] = -2;
        Npy.write(cbm.resolve("mean_classifier_weights.npy"), weight, FEATURES);
        Npy.write(cbm.resolve("mean_classifier_intercept.npy"), new double[] {0.5});
        writeRows();
    }

    private void writeSae(float[]... embeddings) throws IOException {
        int n = embeddings[0].length;
        float[][] vectors = new float[FEATURES][n];
        for (float[] vector : vectors) {
            for (int i = 0; i < n; i++) {
                vector[i] = (float) random.nextGaussian();
            }
        }
        vectors[FIRST] = embeddings[0];
        vectors[SECOND] = embeddings[1];
        vectors[WITHOUT_WEIGHT] = embeddings[0];
        float[] decoder = new float[n * FEATURES];
        float[] encoder = new float[n * FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            float[] unit = Vectors.unit(vectors[j]);
            for (int i = 0; i < n; i++) {
                decoder[i * FEATURES + j] = unit[i];
                encoder[j * n + i] = unit[i];
            }
        }
        SaeDesign design = new SaeDesign(n, FEATURES, new Sparsity.L1());
        SaeFile.write(new SaeWeights(design, new float[n], encoder, new float[FEATURES], decoder, 0), Map.of(), sae);
    }

    /** The same dictionary, of rows that had length 1 or had not. */
    private void tellOfRows(boolean unit) throws IOException {
        SaeFile.write(SaeFile.read(sae).weights(), Map.of("unit_rows", Boolean.toString(unit)), sae);
    }

    private void writeRows() throws IOException {
        rows = new float[ROWS][FEATURES];
        float[] flat = new float[ROWS * FEATURES];
        List<String> lines = new ArrayList<>(List.of("ImageID,benign,malignant"));
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < FEATURES; j++) {
                rows[i][j] = random.nextBoolean() ? random.nextFloat() : 0;
                flat[i * FEATURES + j] = rows[i][j];
            }
            lines.add(i + ".png," + i % 2 + "," + (1 - i % 2));
        }
        array = folder.resolve("activations.npy");
        Npy.write(array, flat, ROWS, FEATURES);
        csv = Given.lines(folder.resolve("meta.csv"), lines.toArray(String[]::new));
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private JsonNode results(Path out) throws IOException {
        return new ObjectMapper().readTree(out.resolve("results.json").toFile());
    }

    @Test
    void matchesConceptsAndRanksThem() throws IOException {
        Path list = Given.lines(folder.resolve("list.txt"), texts.get(1), texts.get(0));
        Path out = out("explained");
        Program.run("cbm", "explain", "--cbm", cbm, "--out", out, "--quiet", "--sae", sae, "--concepts", list, model)
                .succeeds();

        List<List<String>> concepts = Given.records(out.resolve("concepts.csv"));
        assertThat(concepts.get(0)).containsExactly("concept", "neuron", "weight", "rank", "similarity");
        assertThat(concepts.get(1)).startsWith(texts.get(0), Integer.toString(FIRST), "3.0", "0");
        assertThat(concepts.get(2)).startsWith(texts.get(1), Integer.toString(SECOND), "-2.0", "1");
        assertThat(Double.parseDouble(concepts.get(1).get(4))).isCloseTo(1, within(1e-5));
        assertThat(Given.files(out)).contains("neurons.csv", "report.html", "run.json");
        assertThat(Files.readString(out.resolve("report.html"))).contains("Weights of the concepts");
    }

    @Test
    void takesTheTenOfTheReferenceByDefault() throws IOException {
        Path out = out("explained");
        Program.run("cbm", "explain", "--cbm", cbm, "--out", out, "--quiet", "--sae", sae, model)
                .succeeds();

        List<String> found = Given.records(out.resolve("concepts.csv")).stream()
                .skip(1)
                .map(row -> row.get(0))
                .toList();
        assertThat(found).hasSize(10).contains("white ", "mutiple colors", "asymmetry");
    }

    @Test
    void contributionsAddUpToTheLogit() throws IOException {
        Path names = Given.lines(folder.resolve("names.csv"), "neuron,name", FIRST + ",hair");
        Path out = out("explained");
        explainRows(out, names);

        List<List<String>> contributions = Given.records(out.resolve("contributions.csv"));
        JsonNode explained = results(out).get("rows");
        assertThat(explained).hasSize(2);
        for (int i = 0; i < 2; i++) {
            int row = i == 0 ? 1 : 7;
            double logit = 0.5;
            for (int j = 0; j < FEATURES; j++) {
                logit += weight[j] * rows[row][j];
            }
            String name = "row " + row;
            double sum = contributions.stream()
                    .filter(one -> one.get(0).equals(name))
                    .mapToDouble(one -> Double.parseDouble(one.get(5)))
                    .sum();
            assertThat(explained.get(i).get("logit").doubleValue()).isCloseTo(logit, within(1e-12));
            assertThat(sum + 0.5).isCloseTo(logit, within(1e-12));
        }
        assertThat(Files.readString(out.resolve("report.html"))).contains("hair (" + FIRST + ")", "row 7");
    }

    private void explainRows(Path out, Path names) {
        Program.run(
                        "cbm",
                        "explain",
                        "--cbm",
                        cbm,
                        "--out",
                        out,
                        "--quiet",
                        "--activations",
                        array,
                        "--row",
                        "1,7",
                        "--names",
                        names)
                .succeeds();
    }

    @Test
    void explainsAPicture() throws IOException {
        Program told = explainPicture("unknown");
        assertThat(told.err()).contains("note: ", "sae.safetensors", "--image-embedding raw");
        JsonNode row = results(out("unknown")).get("rows").get(0);
        assertThat(row.get("logit").doubleValue()).isCloseTo(logit("--normalize"), within(1e-4));
        assertThat(row.get("contributions_sum").doubleValue() + 0.5)
                .isCloseTo(row.get("logit").doubleValue(), within(1e-9));
    }

    @Test
    void aPictureIsGivenToTheAutoencoderAsItsTrainingRowsWere() throws IOException {
        double unit = logit("--normalize");
        double raw = logit();
        assertThat(Math.abs(raw - unit)).isGreaterThan(0.01);
        tellOfRows(false);
        assertThat(explainPicture("raw").err()).doesNotContain("note: " + sae);
        assertThat(logitOf("raw")).isCloseTo(raw, within(1e-4));
        explainPicture("said", "--image-embedding", "unit");
        assertThat(logitOf("said")).isCloseTo(unit, within(1e-4));
        tellOfRows(true);
        assertThat(explainPicture("unit").err()).doesNotContain("note: " + sae);
        assertThat(logitOf("unit")).isCloseTo(unit, within(1e-4));
        Program.run("cbm", "explain", "--cbm", cbm, "--out", out("bad"), "--image-embedding", "raw")
                .fails(ExitStatus.USAGE, "--image-embedding", "--image");
    }

    private Program explainPicture(String name, Object... more) throws IOException {
        return Program.run(
                        List.of("cbm", "explain", "--cbm", cbm, "--out", out(name), "--sae", sae),
                        List.of("--image", picture()),
                        List.of(more),
                        model)
                .succeeds();
    }

    private double logitOf(String name) throws IOException {
        return results(out(name)).get("rows").get(0).get("logit").doubleValue();
    }

    private static Path picture() throws IOException {
        try (var pictures = Files.walk(GoldenCases.home().resolve("data/demo"))) {
            return pictures.filter(file -> file.toString().matches(".*\\.(jpg|png)"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** By hand, of the picture's embedding. */
    private double logit(Object... how) throws IOException {
        Path embedded = out("embedded" + how.length);
        Program.run("embed", model, "--images", picture(), List.of(how), "--out", embedded, "--quiet")
                .succeeds();
        float[] embedding = Given.rows(embedded.resolve("embeddings.npy"))[0];
        float[][] vectors = Similarity.vectors(SaeFile.read(sae).weights());
        double logit = 0.5;
        for (int j = 0; j < FEATURES; j++) {
            double activation = 0;
            for (int i = 0; i < embedding.length; i++) {
                activation += vectors[j][i] * embedding[i];
            }
            logit += weight[j] * Math.max(0, activation);
        }
        return logit;
    }

    @Test
    void silencesTheNeuronsOfTexts() throws IOException {
        Path out = out("after");
        Program.run(
                        "cbm",
                        "intervene",
                        "--cbm",
                        cbm,
                        "--activations",
                        array,
                        "--csv",
                        csv,
                        "--concept",
                        texts.get(0),
                        "--concept",
                        texts.get(1),
                        "--top-n",
                        1,
                        "--sae",
                        sae,
                        model,
                        "--out",
                        out,
                        "--quiet")
                .succeeds();

        List<List<String>> neurons = Given.records(out.resolve("intervened.csv"));
        assertThat(neurons).hasSize(3);
        assertThat(neurons.get(1)).startsWith(Integer.toString(FIRST), "0", "3.0");
        assertThat(neurons.get(2)).startsWith(Integer.toString(SECOND), "1", "-2.0");
        assertThat(neurons.get(1).get(4)).isEqualTo(texts.get(0));
        float[][] after = Given.rows(out.resolve("learned_activation_after_intervention.npy"));
        for (int i = 0; i < ROWS; i++) {
            assertThat(after[i][FIRST]).isZero();
            assertThat(after[i][SECOND]).isZero();
            assertThat(after[i][0]).isEqualTo(rows[i][0]);
        }
    }

    @Test
    void saysWhenNoNeuronMatches() throws IOException {
        Path out = out("after");
        List<Object> words = List.of(
                "cbm",
                "intervene",
                "--cbm",
                cbm,
                "--activations",
                array,
                "--csv",
                csv,
                "--concept",
                texts.get(0),
                "--sae",
                sae,
                "--out",
                out,
                "--quiet",
                "--min-similarity");
        Npy.write(cbm.resolve("mean_classifier_weights.npy"), only(0), FEATURES);
        Program.run(words, "0.9", model).fails(ExitStatus.FAILED, "\"" + texts.get(0) + "\"", "0.9", "best of 1");
        Npy.write(cbm.resolve("mean_classifier_weights.npy"), new double[FEATURES], FEATURES);
        Program.run(words, "0.9", model).fails(ExitStatus.FAILED, "\"" + texts.get(0) + "\"", "weights", "0");
        assertThat(out).doesNotExist();
    }

    private static double[] only(int feature) {
        double[] weights = new double[FEATURES];
        weights[feature] = 1;
        return weights;
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        Program.run("cbm", "explain", "--cbm", cbm, "--out", out("bad"), "--row", 1)
                .fails(ExitStatus.USAGE, "--activations");
        Program.run("cbm", "explain", "--cbm", cbm, "--out", out("bad"), "--activations", array, "--row", ROWS)
                .fails(ExitStatus.FAILED, "activations.npy", ROWS - 1, ROWS);
        Program.run("cbm", "explain", "--cbm", cbm, "--out", out("bad"), "--sae", sae)
                .fails(ExitStatus.USAGE, "--model");
        Npy.write(cbm.resolve("mean_classifier_weights.npy"), new double[FEATURES + 1], FEATURES + 1);
        Program.run("cbm", "explain", "--cbm", cbm, "--out", out("bad"), "--sae", sae, model)
                .fails(ExitStatus.FAILED, FEATURES, FEATURES + 1, "sae.safetensors");
        assertThat(out("bad")).doesNotExist();
    }
}
