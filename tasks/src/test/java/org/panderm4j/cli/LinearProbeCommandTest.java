package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.checkpoint.Checkpoint;

class LinearProbeCommandTest {
    private static final int CLASSES = 3;
    private static final int ROWS = 300;

    @TempDir
    Path folder;

    private MadeUpFeatures made;
    private Path out;

    @BeforeEach
    void make() throws IOException {
        made = new MadeUpFeatures(folder, CLASSES, ROWS, 0.6);
        out = folder.resolve("out");
    }

    /** With the squared penalty: features as narrow as these are too weak for the reference's. */
    private Program probe(Path csv, Object... more) {
        List<Object> all = new ArrayList<>(List.of("--penalty", "l2"));
        all.addAll(List.of(more));
        return plainProbe(csv, all.toArray());
    }

    private Program plainProbe(Path csv, Object... more) {
        List<Object> all = new ArrayList<>(List.of("--quiet"));
        all.addAll(List.of(more));
        return toldProbe(csv, all.toArray());
    }

    private Program toldProbe(Path csv, Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "linear-probe",
                "--embeddings",
                made.embeddings(),
                "--csv",
                csv,
                "--image-column",
                "file",
                "--out",
                out));
        words.addAll(List.of("--resamples", 50));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private JsonNode results() throws IOException {
        return new ObjectMapper().readTree(out.resolve("results.json").toFile());
    }

    private double metric(String share, String name) throws IOException {
        return Given.records(out.resolve("summary.csv")).stream()
                .filter(row -> row.get(0).equals(share) && row.get(1).equals(name))
                .mapToDouble(row -> Double.parseDouble(row.get(2)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void leavesWhatTheContractNames() throws IOException {
        probe(made.table(), "--percent-data", "0.1,1.0", "--group-column", "patient")
                .succeeds();

        assertThat(Given.files(out))
                .contains(
                        "head.safetensors",
                        "predictions/percent_data_0.1.csv",
                        "predictions/percent_data_1.0.csv",
                        "report.html",
                        "results.json",
                        "run.json",
                        "summary.csv")
                .doesNotContain("failures.csv");
        List<List<String>> summary = Given.records(out.resolve("summary.csv"));
        assertThat(summary.get(0)).startsWith("percent", "metric", "value", "low", "high");
        assertThat(summary.stream().skip(1).map(row -> row.get(1)))
                .contains(
                        "acc",
                        "bacc",
                        "kappa",
                        "weighted_f1",
                        "auroc",
                        "aupr",
                        "macro_f1",
                        "auroc_ovr",
                        "ece",
                        "brier");
        assertThat(metric("1.0", "acc")).isGreaterThan(0.7);
        assertThat(results().at("/percent_data/0.1/n_train").intValue()).isEqualTo(15);
        assertThat(results().at("/percent_data/1.0/metrics/acc/n").intValue()).isEqualTo(120);
    }

    @Test
    void predictionsAreThoseOfTheHeadOnTestRowsInTableOrder() throws IOException {
        probe(made.table()).succeeds();

        double[] weight = tensor("weight", CLASSES, MadeUpFeatures.WIDTH);
        double[] bias = tensor("bias", CLASSES);
        List<List<String>> rows = Given.records(out.resolve("predictions/percent_data_1.0.csv"));
        assertThat(rows.get(0))
                .containsExactly(
                        "file",
                        "true_label",
                        "predicted_label",
                        "probability_class_0",
                        "probability_class_1",
                        "probability_class_2");
        List<Integer> test = IntStream.range(0, ROWS)
                .filter(row -> MadeUpFeatures.split(row / CLASSES).equals("test"))
                .boxed()
                .toList();
        assertThat(rows).hasSize(test.size() + 1);
        for (int i = 0; i < test.size(); i++) {
            int row = test.get(i);
            List<String> found = rows.get(i + 1);
            assertThat(found.subList(0, 2)).containsExactly(MadeUpFeatures.name(row), "" + made.labels[row]);
            double[] expected = softmax(weight, bias, made.features[row]);
            int best = IntStream.range(0, CLASSES)
                    .reduce((a, b) -> expected[b] > expected[a] ? b : a)
                    .orElseThrow();
            assertThat(found.get(2)).isEqualTo("" + best);
            for (int k = 0; k < CLASSES; k++) {
                assertThat(Double.parseDouble(found.get(3 + k))).isCloseTo(expected[k], within(1e-5));
            }
        }
    }

    private double[] tensor(String name, long... shape) throws IOException {
        try (Checkpoint head = Checkpoint.open(out.resolve("head.safetensors"))) {
            assertThat(head.tensors().get(name).shape()).isEqualTo(shape);
            FloatBuffer values = FloatBuffer.allocate(
                    Math.toIntExact(head.tensors().get(name).elements()));
            head.tensors().get(name).copyTo(values);
            return IntStream.range(0, values.capacity())
                    .mapToDouble(values::get)
                    .toArray();
        }
    }

    private static double[] softmax(double[] weight, double[] bias, float[] row) {
        double[] shares = new double[bias.length];
        for (int k = 0; k < bias.length; k++) {
            double logit = bias[k];
            for (int j = 0; j < row.length; j++) {
                logit += weight[k * row.length + j] * row[j];
            }
            shares[k] = Math.exp(logit);
        }
        double total = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / total).toArray();
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        Path csv = made.table();
        probe(csv, "--seed", 3).succeeds();
        Path first = out;
        out = folder.resolve("again");
        probe(csv, "--seed", 3, "--threads", 1).succeeds();

        for (String file : List.of("head.safetensors", "summary.csv", "predictions/percent_data_1.0.csv")) {
            assertThat(out.resolve(file)).as(file).hasSameBinaryContentAs(first.resolve(file));
        }
    }

    @Test
    void standardisedAndUnitFeaturesGiveHeadsForFeaturesAsTheyCome() throws IOException {
        Path csv = made.table();
        for (List<String> how : List.of(List.of("--standardize"), List.of("--normalize", "--standardize"))) {
            out = folder.resolve("scaled" + how.size());
            probe(csv, how.toArray()).succeeds();
            Path predicted = folder.resolve("predicted" + how.size());
            Program.run("linear-probe", "predict", "--head", out, "--embeddings", made.embeddings(), "--out", predicted)
                    .succeeds();

            List<List<String>> all = Given.records(predicted.resolve("predictions.csv"));
            assertThat(all).hasSize(ROWS + 1);
            List<List<String>> tested = Given.records(out.resolve("predictions/percent_data_1.0.csv"));
            for (List<String> row : tested.subList(1, tested.size())) {
                List<String> same = all.stream()
                        .filter(one -> one.get(0).endsWith("/" + row.get(0)))
                        .findFirst()
                        .orElseThrow();
                for (int k = 0; k < CLASSES; k++) {
                    assertThat(Double.parseDouble(same.get(3 + k)))
                            .isCloseTo(Double.parseDouble(row.get(3 + k)), within(1e-4));
                }
            }
        }
    }

    @Test
    void choosesCOnTheValidationRows() throws IOException {
        probe(made.table(), "--sweep", "0.001,0.1,10", "--sweep-metric", "acc").succeeds();

        List<List<String>> sweep = Given.records(out.resolve("sweep.csv"));
        assertThat(sweep).hasSize(4);
        double best = sweep.stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.get(3)))
                .max()
                .orElseThrow();
        List<String> chosen = sweep.stream()
                .filter(row -> row.get(4).equals("true"))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(chosen.get(3))).isEqualTo(best);
        assertThat(results().at("/percent_data/1.0/fit/c").doubleValue()).isEqualTo(Double.parseDouble(chosen.get(1)));
    }

    @Test
    void triesClassifiersWithoutAFitAndTellsSubgroups() throws IOException {
        probe(made.table(), "--knn", "1,5", "--centroid", "--subgroup", "site").succeeds();

        assertThat(Given.records(out.resolve("baselines.csv")).stream().map(row -> row.get(1)))
                .contains("kNN, k = 1", "kNN, k = 5", "nearest centroid");
        assertThat(Given.records(out.resolve("subgroups.csv")).stream().map(row -> row.get(2)))
                .contains("arm", "leg", "head");
        assertThat(results().at("/percent_data/1.0/subgroups/0/n").intValue()).isEqualTo(40);
    }

    @Test
    void splitsByPatient() throws IOException {
        List<String> lines = new ArrayList<>();
        made.lines()
                .forEach(line ->
                        lines.add(line.replaceFirst(",(train|val|test),", ",").replace(",split,", ",")));
        probe(made.table(lines), "--split-shares", "0.6,0.2,0.2", "--group-column", "patient")
                .succeeds();

        assertThat(results().get("n_test").intValue()).isEqualTo(60);
        assertThat(results().get("notes")).isEmpty();
    }

    @Test
    void learnsFromColumnsAloneAndPredictsOtherTables() throws IOException {
        List<String> lines = made.lines();
        Path csv = made.table(lines);
        Program.run(
                        "linear-probe",
                        "--columns",
                        "site,age",
                        "--penalty",
                        "l2",
                        "--csv",
                        csv,
                        "--image-column",
                        "file",
                        "--out",
                        out)
                .succeeds();
        Path other = Given.lines(folder.resolve("other.csv"), "file,age,site", "x,30,arm", "y,,elsewhere");
        Path predicted = folder.resolve("predicted");
        Program.run(
                        "linear-probe",
                        "predict",
                        "--head",
                        out,
                        "--csv",
                        other,
                        "--image-column",
                        "file",
                        "--out",
                        predicted)
                .succeeds();

        assertThat(metric("1.0", "acc")).isGreaterThan(0.9); // the site tells the class
        assertThat(Given.records(predicted.resolve("predictions.csv")))
                .extracting(row -> row.get(0))
                .containsExactly("file", "x", "y");
    }

    @Test
    void aFinishedRunIsNotRepeated() throws IOException {
        Path csv = made.table();
        probe(csv).succeeds();
        String record = Files.readString(out.resolve("run.json"));

        probe(csv).fails(ExitStatus.FAILED, out, "finished run");
        probe(csv, "--resume").succeeds();
        assertThat(out.resolve("run.json")).hasContent(record);
    }

    @Test
    void warnsOfWhatSpoilsTheScores() throws IOException {
        List<String> lines = new ArrayList<>(made.lines());
        lines.replaceAll(line -> line.contains(",2,test,") ? line.replace(",2,test,", ",2,val,") : line);
        lines.replaceAll(line -> line.replaceFirst("patient \\d+", "patient 1"));
        Object[] more = {"--group-column", "patient", "--c", "0.001"};
        assertThat(plainProbe(made.table(lines), more).succeeds().err()).isEmpty();
        out = folder.resolve("told");
        toldProbe(made.table(lines), more)
                .succeeds()
                .explains("no test row is of class 2", "1 groups have rows in train", "holds all weights at 0");
        assertThat(Given.records(out.resolve("summary.csv")))
                .anySatisfy(row -> assertThat(row.subList(1, 4)).containsExactly("auroc", "", ""));
    }
}
