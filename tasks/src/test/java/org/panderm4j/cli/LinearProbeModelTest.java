package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.golden.GoldenCases;

/** Heads on features of pictures, and pictures that they classify. */
class LinearProbeModelTest {
    @TempDir
    Path folder;

    private String model;
    private Path pictures;
    private Path csv;
    private Path out;

    @BeforeEach
    void make() throws IOException {
        model = ShippedModelTest.tinyModel().toString();
        pictures = GoldenCases.home().resolve("data/demo/images/clinical");
        out = folder.resolve("out");
        List<String> lines = new ArrayList<>(List.of("image_path,label,split"));
        try (Stream<Path> files = Files.list(pictures)) {
            for (Path file : files.sorted().toList()) {
                lines.add(file + "," + lines.size() % 2 + "," + (lines.size() <= 10 ? "train" : "test"));
            }
        }
        csv = Given.lines(folder.resolve("table.csv"), lines.toArray(String[]::new));
    }

    private void probe(Object... source) {
        Program.run(
                        "linear-probe",
                        List.of(source),
                        "--csv",
                        csv,
                        "--penalty",
                        "l2",
                        "--c",
                        1000,
                        "--out",
                        out,
                        "--quiet")
                .succeeds();
    }

    private List<List<String>> predict(String name, Object... source) throws IOException {
        Path predicted = folder.resolve(name);
        Program.run("linear-probe", "predict", "--head", out, List.of(source), "--out", predicted, "--quiet")
                .succeeds();
        assertThat(predicted.resolve("run.json")).content().contains("\"head\" : \"");
        return Given.records(predicted.resolve("predictions.csv"));
    }

    private static void areSame(List<List<String>> found, List<List<String>> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 1; i < found.size(); i++) {
            assertThat(found.get(i).get(0)).isEqualTo(expected.get(i).get(0));
            assertThat(Double.parseDouble(found.get(i).get(3)))
                    .as(found.get(i).get(0))
                    .isCloseTo(Double.parseDouble(expected.get(i).get(3)), within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "embedding", "embedding --normalize"})
    void picturesBecomeTheFeaturesThatTheHeadWasFittedOn(String feature) throws IOException {
        Path embedded = folder.resolve("embedded");
        Program.run(
                        "embed",
                        "--model",
                        model,
                        "--csv",
                        csv,
                        "--feature",
                        List.of(feature.split(" ")),
                        "--out",
                        embedded,
                        "--quiet")
                .succeeds();
        probe("--embeddings", embedded);

        areSame(
                predict("pictures", "--model", model, "--images", pictures),
                predict("features", "--embeddings", embedded));
    }

    /** {@code path} is a usual name of the image column, and {@code embed} writes a column of that name itself. */
    @Test
    void aTablesOwnColumnsMayBeCalledPathAndRow() throws IOException {
        List<String> lines = new ArrayList<>(List.of("path,label,split,row"));
        for (List<String> record :
                Given.records(csv).subList(1, Given.records(csv).size())) {
            Path picture = pictures.relativize(Path.of(record.get(0)));
            lines.add(picture + "," + record.get(1) + "," + record.get(2) + "," + 7 * lines.size());
        }
        Given.lines(csv, lines.toArray(String[]::new));
        Path embedded = folder.resolve("embedded");
        Program.run("embed", "--model", model, "--csv", csv, "--image-root", pictures, "--out", embedded, "--quiet")
                .succeeds();
        assertThat(Files.readAllLines(embedded.resolve("metadata.csv")))
                .startsWith("row,path,path,label,split,row")
                .hasSize(lines.size());

        probe("--embeddings", embedded);
        List<List<String>> predicted = predict("features", "--embeddings", embedded);
        assertThat(predicted.get(1).get(0))
                .isEqualTo(pictures.resolve(Given.records(csv).get(1).get(0)).toString());
        Path space = Given.lines(folder.resolve("space.yaml"), "c: {from: 0.1, to: 10, scale: log}");
        Program.run(
                        List.of("tune", "linear-probe", "--embeddings", embedded, "--csv", csv, "--space", space),
                        List.of("--trials", 1, "--penalty", "l2", "--split-shares", "0.6,0.2,0.2"),
                        List.of("--out", folder.resolve("tuned"), "--quiet"))
                .succeeds();
    }

    @Test
    void featuresOfAnEarlierProbeAreKnownAgain() throws IOException {
        out = folder.resolve("first");
        probe("--model", model, "--transform", "model");
        Path features = out.resolve("features");
        out = folder.resolve("second");
        probe("--embeddings", features);

        areSame(
                predict("pictures", "--model", model, "--images", pictures),
                predict("features", "--embeddings", features));
    }
}
