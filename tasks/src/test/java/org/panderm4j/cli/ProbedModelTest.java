package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.verify.GoldenModels.Container;

/** Linear probes of models, pictures and all. */
class ProbedModelTest {
    @TempDir
    Path folder;

    /** Each picture twice in training and once in the test, two classes. */
    private Path table(Container container, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of("image_path,label,split"));
        List<Path> pictures = Fixture.pictures(container);
        for (int i = 0; i < pictures.size(); i++) {
            for (String split : List.of("train", "test")) {
                lines.add(pictures.get(i) + "," + (i % 2 == 0 ? "nevus" : "melanoma") + "," + split);
            }
        }
        lines.addAll(List.of(more));
        return Given.lines(folder.resolve("table.csv"), lines.toArray(String[]::new));
    }

    private Program probe(Container container, Path csv, Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("linear-probe", Fixture.model(container), "--csv", csv));
        words.addAll(List.of("--out", out, "--quiet", "--resamples", 20));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    @Test
    void picturesGoThroughTheComparisonsTransformOrTheModelsOwn() throws IOException {
        Container container = Fixture.any();
        Path csv = table(container);
        Path probed = folder.resolve("probed");
        Path own = folder.resolve("own");
        probe(container, csv, probed).succeeds();
        probe(container, csv, own, "--transform", "model").succeeds();

        float[] ofProbe = Npy.read(probed.resolve("features/embeddings.npy")).floats();
        float[] ofModel = Npy.read(own.resolve("features/embeddings.npy")).floats();
        assertThat(ofProbe).isNotEqualTo(ofModel);
        Path embedded = folder.resolve("embedded");
        Program.run("embed", Fixture.model(container), "--csv", csv, "--feature", "probe", "--out", embedded)
                .succeeds();
        assertThat(ofModel)
                .containsExactly(Npy.read(embedded.resolve("embeddings.npy")).floats());
    }

    @Test
    void cachedFeaturesGiveTheSameScoresAndTheHeadKnowsItsModel() throws IOException {
        Container container = Fixture.any();
        Path csv = table(container);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        probe(container, csv, first).succeeds();
        Program.run(
                        "linear-probe",
                        "--embeddings",
                        first.resolve("features"),
                        "--csv",
                        csv,
                        "--resamples",
                        20,
                        "--out",
                        second)
                .succeeds();

        for (String file : List.of("summary.csv", "predictions/percent_data_1.0.csv")) {
            assertThat(second.resolve(file)).hasSameTextualContentAs(first.resolve(file));
        }
        assertThat(new ObjectMapper()
                        .readTree(second.resolve("results.json").toFile())
                        .at("/features/model_sha256")
                        .textValue())
                .hasSize(64);
        Path predicted = folder.resolve("predicted");
        Program.run(
                        "linear-probe",
                        "predict",
                        "--head",
                        second,
                        Fixture.model(container),
                        "--csv",
                        csv,
                        "--out",
                        predicted)
                .succeeds();
        assertThat(Given.records(predicted.resolve("predictions.csv")).get(1).get(2))
                .isIn("nevus", "melanoma");
        Container other = Fixture.withTexts().stream()
                .filter(one -> !one.folder().equals(container.folder()))
                .findFirst()
                .orElseThrow();
        Program.run(
                        "linear-probe",
                        "predict",
                        "--head",
                        first,
                        Fixture.model(other),
                        "--csv",
                        csv,
                        "--out",
                        folder.resolve("no"))
                .fails(ExitStatus.FAILED, "the head was fitted on features of", "sha256");
    }

    @Test
    void picturesThatCannotBeReadAreSkipped() throws IOException {
        Container container = Fixture.any();
        Path bad = Given.badPictures(folder.resolve("bad")).keySet().iterator().next();
        Path csv = table(container, bad + ",nevus,test");
        Path out = folder.resolve("out");

        Program run = probe(container, csv, out);

        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(Given.records(out.resolve("failures.csv"))).hasSize(2);
        assertThat(Given.records(out.resolve("failures.csv")).get(1).get(0)).isEqualTo(bad.toString());
    }
}
