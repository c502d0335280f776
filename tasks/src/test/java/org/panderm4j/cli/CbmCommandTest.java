package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;

class CbmCommandTest {
    private static final int ROWS = 120;
    private static final int FEATURES = 20;
    /** Speaks for class 1. */
    private static final int SIGN = 3;
    /** Comes with class 1 in the training rows, and with either class in the test rows. */
    private static final int ARTEFACT = 7;

    @TempDir
    Path folder;

    private final Random random = new Random(5);
    private int[] labels;
    private float[][] rows;
    private Path csv;
    private Path array;

    @BeforeEach
    void make() throws IOException {
        labels = IntStream.range(0, ROWS).map(row -> row % 3 == 0 ? 1 : 0).toArray();
        rows = rows(labels, labels);
        csv = table("meta.csv", labels);
        array = write("activations.npy", rows);
    }

    private float[][] rows(int[] classes, int[] artefacts) {
        float[][] made = new float[classes.length][FEATURES];
        for (int i = 0; i < made.length; i++) {
            for (int j = 2; j < FEATURES; j++) { // the first two are never active
                made[i][j] = random.nextInt(4) == 0 ? random.nextFloat() : 0;
            }
            made[i][SIGN] = Math.max(0, classes[i] * 0.7f + (float) random.nextGaussian() * 0.3f);
            made[i][ARTEFACT] = artefacts[i] == 1 ? 1 + random.nextFloat() : 0;
        }
        return made;
    }

    private Path table(String name, int... classes) throws IOException {
        List<String> lines = new ArrayList<>(List.of("ImageID,benign,malignant,site,diagnosis"));
        for (int i = 0; i < classes.length; i++) {
            lines.add(i + ".png," + (1 - classes[i]) + "," + classes[i] + "," + (i % 2 == 0 ? "arm" : "leg") + ","
                    + (classes[i] == 1 ? "melanoma" : "nevus"));
        }
        return Given.lines(folder.resolve(name), lines.toArray(String[]::new));
    }

    private Path write(String name, float[]... made) throws IOException {
        float[] flat = new float[made.length * made[0].length];
        for (int i = 0; i < made.length; i++) {
            System.arraycopy(made[i], 0, flat, i * made[0].length, made[0].length);
        }
        Path file = folder.resolve(name);
        Npy.write(file, flat, made.length, made[0].length);
        return file;
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private Program train(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("cbm", "train", "--csv", csv, "--out", out, "--quiet"));
        words.addAll(List.of("--splits", 8));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private JsonNode results(Path out) throws IOException {
        return new ObjectMapper().readTree(out.resolve("results.json").toFile());
    }

    private static double cell(Path table, String row, String column) throws IOException {
        List<List<String>> records = Given.records(table);
        int at = records.get(0).indexOf(column);
        return records.stream()
                .filter(one -> one.get(0).equals(row))
                .mapToDouble(one -> Double.parseDouble(one.get(at)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void leavesTheMeanOfTheSplits() throws IOException {
        Path out = out("cbm");
        train(out, "--activations", array, "--label-column", "malignant").succeeds();

        assertThat(Given.files(out))
                .contains(
                        "mean_classifier_weights.npy",
                        "mean_classifier_intercept.npy",
                        "summary.csv",
                        "splits.csv",
                        "split_weights.npy",
                        "neurons.csv",
                        "results.json",
                        "report.html",
                        "run.json");
        NpyArray mean = Npy.read(out.resolve("mean_classifier_weights.npy"));
        assertThat(mean.shape()).containsExactly(FEATURES);
        assertThat(mean.type().descriptor()).isEqualTo("<f8");
        NpyArray intercept = Npy.read(out.resolve("mean_classifier_intercept.npy"));
        assertThat(intercept.shape()).isEmpty();
        NpyArray all = Npy.read(out.resolve("split_weights.npy"));
        assertThat(all.shape()).containsExactly(8, FEATURES);
        double[] weights = all.doubles();
        for (int j = 0; j < FEATURES; j++) {
            int feature = j;
            assertThat(mean.doubles()[j])
                    .isCloseTo(
                            IntStream.range(0, 8)
                                    .mapToDouble(i -> weights[i * FEATURES + feature])
                                    .average()
                                    .orElseThrow(),
                            within(1e-12));
        }
        assertThat(Given.records(out.resolve("splits.csv"))).hasSize(9);
        List<List<String>> importance = Given.records(out.resolve("class_importance.csv"));
        assertThat(importance.get(0)).containsExactly("neuron", "class_0", "class_1");
        assertThat(importance.get(1).get(0)).isEqualTo(Integer.toString(ARTEFACT));
        assertThat(Double.parseDouble(importance.get(1).get(2))).isPositive();
        assertThat(Double.parseDouble(importance.get(1).get(1))).isNegative();
        List<List<String>> summary = Given.records(out.resolve("summary.csv"));
        assertThat(summary.get(0)).startsWith("metric", "value");
        assertThat(summary.stream().map(row -> row.get(0)))
                .containsExactly(
                        "metric", "auroc", "macro_f1", "accuracy", "balanced_accuracy", "sensitivity", "specificity");
        assertThat(cell(out.resolve("summary.csv"), "auroc", "value")).isGreaterThan(0.95);
        double[] ofSplits = Given.records(out.resolve("splits.csv")).stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.get(10)))
                .toArray();
        assertThat(Given.records(out.resolve("splits.csv")).get(0).get(10)).isEqualTo("auroc");
        assertThat(cell(out.resolve("summary.csv"), "auroc", "value"))
                .isCloseTo(Arrays.stream(ofSplits).average().orElseThrow(), within(1e-12));
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("meta.csv", "ROC curve", "neuron " + ARTEFACT);
        assertThat(results(out).at("/activations/nonzero").longValue())
                .isEqualTo(Arrays.stream(rows)
                        .mapToLong(row -> IntStream.range(0, FEATURES)
                                .filter(j -> row[j] != 0)
                                .count())
                        .sum());
    }

    @Test
    void givesTheSameBytesWithAnyThreadsAndOtherSplitsWithAnotherSeed() throws IOException {
        train(out("one"), "--activations", array, "--threads", 1).succeeds();
        train(out("two"), "--activations", array, "--threads", 2).succeeds();
        train(out("other"), "--activations", array, "--seed", 1).succeeds();

        byte[] weights = Files.readAllBytes(out("one").resolve("split_weights.npy"));
        assertThat(Files.readAllBytes(out("two").resolve("split_weights.npy"))).isEqualTo(weights);
        assertThat(Files.readAllBytes(out("other").resolve("split_weights.npy")))
                .isNotEqualTo(weights);
        assertThat(Given.records(out("one").resolve("splits.csv")).get(3)).startsWith("2", "2");
        assertThat(Given.records(out("other").resolve("splits.csv")).get(3)).startsWith("2", "65538");
    }

    @Test
    void takesTheThirdColumnAndSaysSo() throws IOException {
        Program program =
                Program.run("cbm", "train", "--csv", csv, "--activations", array, "--splits", 2, "--out", out("cbm"));
        assertThat(program.succeeds().err()).contains("third column", "'malignant'", "--label-column");
        assertThat(results(out("cbm")).get("label_column").textValue()).isEqualTo("malignant");
    }

    @Test
    void takesNamesOfClasses() throws IOException {
        train(out("names"), "--activations", array, "--label-column", "diagnosis", "--positive", "melanoma")
                .succeeds();
        train(out("numbers"), "--activations", array).succeeds();

        assertThat(Files.readAllBytes(out("names").resolve("split_weights.npy")))
                .isEqualTo(Files.readAllBytes(out("numbers").resolve("split_weights.npy")));
        train(out("bad"), "--activations", array, "--label-column", "diagnosis")
                .fails(ExitStatus.FAILED, "diagnosis", "melanoma", "--positive");
        train(out("bad"), "--activations", array, "--label-column", "diagnosis", "--positive", "wart")
                .fails(ExitStatus.FAILED, "diagnosis", "wart", "nevus");
        train(out("bad"), "--activations", array, "--label-column", "naevus").fails(ExitStatus.FAILED, "naevus");
        assertThat(out("bad")).doesNotExist();
    }

    @Test
    void comparesWithRawFeaturesAndByGroup() throws IOException {
        Path raw = write("raw.npy", rows(new int[ROWS], new int[ROWS]));
        Path out = out("cbm");
        train(out, "--activations", array, "--baseline", raw, "--group-column", "site")
                .succeeds();

        assertThat(cell(out.resolve("summary.csv"), "auroc", "value"))
                .isGreaterThan(cell(out.resolve("summary.csv"), "auroc", "baseline_value"));
        assertThat(Given.files(out)).contains("baseline_splits.csv", "groups.csv");
        assertThat(Given.records(out.resolve("groups.csv")).stream()
                        .skip(1)
                        .map(row -> row.get(1))
                        .distinct())
                .containsExactly("arm", "leg");
        assertThat(Files.readString(out.resolve("report.html"))).contains("raw features", "By site");
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        Path shorter = write("short.npy", Arrays.copyOf(rows, ROWS - 1));
        train(out("bad"), "--activations", shorter).fails(ExitStatus.FAILED, ROWS - 1, ROWS, "short.npy", "meta.csv");
        train(out("bad"), "--activations", array, "--baseline", shorter)
                .fails(ExitStatus.FAILED, ROWS - 1, ROWS, "short.npy", "meta.csv");
        float[][] damaged = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
        damaged[17][4] = Float.NaN;
        train(out("bad"), "--activations", write("nan.npy", damaged))
                .fails(ExitStatus.FAILED, "nan.npy", "row 17", "NaN");
        train(out("bad")).fails(ExitStatus.USAGE, "--activations", "--embeddings");
        train(out("bad"), "--activations", array, "--test-csv", csv).fails(ExitStatus.USAGE, "--test-csv");
        train(out("bad"), "--activations", array, "--test-share", 1).fails(ExitStatus.USAGE, "--test-share");
        csv = table("one.csv", new int[ROWS]);
        train(out("bad"), "--activations", array).fails(ExitStatus.FAILED, "one.csv", "malignant", "both classes");
        assertThat(out("bad")).doesNotExist();
    }

    private Path biased() throws IOException {
        Path out = out("biased");
        Program.run(
                        "cbm",
                        "train",
                        "--train-csv",
                        csv,
                        "--train-activations",
                        array,
                        "--test-csv",
                        testTable(),
                        "--test-activations",
                        testArray(),
                        "--label-column",
                        "malignant",
                        "--group-column",
                        "site",
                        "--quiet",
                        "--out",
                        out)
                .succeeds();
        return out;
    }

    private Path testTable() throws IOException {
        return table("test.csv", labels);
    }

    /** The artefact is a coin there. */
    private Path testArray() throws IOException {
        Path file = folder.resolve("test.npy");
        int[] coin = IntStream.range(0, ROWS).map(row -> row / 3 % 2).toArray();
        return Files.exists(file) ? file : write("test.npy", rows(labels, coin));
    }

    @Test
    void trainsOnOneTableAndTestsOnAnother() throws IOException {
        Path out = biased();

        assertThat(Given.files(out))
                .contains(
                        "classifier_weights.npy",
                        "classifier_intercept.npy",
                        "summary.csv",
                        "predictions.csv",
                        "groups.csv",
                        "report.html");
        assertThat(Npy.read(out.resolve("classifier_weights.npy")).shape()).containsExactly(FEATURES);
        assertThat(results(out).get("kind").textValue()).isEqualTo("fixed");
        assertThat(cell(out.resolve("summary.csv"), "accuracy", "value")).isBetween(0.3, 0.9);
    }

    private Program intervene(Path cbm, Path out, Object... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of("cbm", "intervene", "--cbm", cbm, "--csv", testTable()));
        words.addAll(List.of("--activations", testArray(), "--out", out, "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    @Test
    void silencesAnArtefact() throws IOException {
        Path cbm = biased();
        Path out = out("after");
        intervene(cbm, out, "--neurons", ARTEFACT, "--group-column", "site").succeeds();

        float[][] before = Given.rows(testArray());
        float[][] after = Given.rows(out.resolve("learned_activation_after_intervention.npy"));
        for (int i = 0; i < ROWS; i++) {
            before[i][ARTEFACT] = 0;
        }
        assertThat(after).isDeepEqualTo(before);
        Path summary = out.resolve("summary.csv");
        assertThat(cell(summary, "auroc", "before"))
                .isCloseTo(cell(cbm.resolve("summary.csv"), "auroc", "value"), within(1e-12));
        assertThat(cell(summary, "auroc", "after")).isGreaterThan(cell(summary, "auroc", "before"));
        assertThat(cell(summary, "auroc", "change"))
                .isCloseTo(cell(summary, "auroc", "after") - cell(summary, "auroc", "before"), within(1e-12));
        assertThat(Given.records(out.resolve("intervened.csv")).get(1)).startsWith(Integer.toString(ARTEFACT), "0");
        assertThat(Given.files(out)).contains("groups.csv", "predictions.csv", "results.json", "run.json");
        assertThat(Files.readString(out.resolve("report.html"))).contains("before", "after", "By site");
    }

    @Test
    void scalesAndSets() throws IOException {
        Path cbm = biased();
        intervene(cbm, out("scaled"), "--neurons", "3,7", "--scale", 0.5).succeeds();
        intervene(cbm, out("set"), "--neurons", "3,7", "--set", 2).succeeds();
        intervene(cbm, out("top"), "--method", "topk", "--top-n", 1, "--zero").succeeds();

        float[][] before = Given.rows(testArray());
        float[][] scaled = Given.rows(out("scaled").resolve("learned_activation_after_intervention.npy"));
        float[][] set = Given.rows(out("set").resolve("learned_activation_after_intervention.npy"));
        for (int i = 0; i < ROWS; i++) {
            assertThat(scaled[i][3]).isEqualTo(before[i][3] / 2);
            assertThat(scaled[i][4]).isEqualTo(before[i][4]);
            assertThat(set[i][7]).isEqualTo(2);
        }
        assertThat(Given.records(out("top").resolve("intervened.csv")).get(1).get(0))
                .isEqualTo(Integer.toString(ARTEFACT));
    }

    @Test
    void setsToTheMeansOfTheTrainingRows() throws IOException {
        Path cbm = biased();
        double[] means = means();
        NpyArray stored = Npy.read(cbm.resolve("mean_activations.npy"));
        assertThat(stored.type().descriptor()).isEqualTo("<f8");
        assertThat(stored.doubles()).containsExactly(means, within(1e-12));
        train(out("splits"), "--activations", array, "--label-column", "malignant")
                .succeeds();
        assertThat(Npy.read(out("splits").resolve("mean_activations.npy")).doubles())
                .containsExactly(means, within(1e-12));
        intervene(cbm, out("mean"), "--neurons", "3,7", "--set", "mean").succeeds();

        float[][] before = Given.rows(testArray());
        float[][] after = Given.rows(out("mean").resolve("learned_activation_after_intervention.npy"));
        for (int i = 0; i < ROWS; i++) {
            before[i][3] = (float) means[3];
            before[i][7] = (float) means[7];
        }
        assertThat(after).isDeepEqualTo(before);
        assertThat(results(out("mean")).get("means")).hasSize(2);
        assertThat(Files.readString(out("mean").resolve("report.html"))).contains("means over the training rows");
    }

    private double[] means() {
        return IntStream.range(0, FEATURES)
                .mapToDouble(j ->
                        Arrays.stream(rows).mapToDouble(row -> row[j]).average().orElseThrow())
                .toArray();
    }

    @Test
    void takesTheTrainingRowsWhereTheFolderHasNoMeans() throws IOException {
        Path cbm = biased();
        intervene(cbm, out("stored"), "--neurons", "3,7", "--set", "mean").succeeds();
        Files.delete(cbm.resolve("mean_activations.npy"));
        intervene(cbm, out("bad"), "--neurons", 3, "--set", "mean")
                .fails(ExitStatus.FAILED, "mean_activations.npy", "--train-activations");
        intervene(cbm, out("bad"), "--neurons", 3, "--zero", "--train-activations", array)
                .fails(ExitStatus.USAGE, "--train-activations", "--set mean");
        intervene(cbm, out("bad"), "--neurons", 3, "--set", "median").fails(ExitStatus.USAGE, "--set", "median");
        Path wide = write("wide.npy", new float[ROWS][FEATURES + 1]);
        intervene(cbm, out("bad"), "--neurons", 3, "--set", "mean", "--train-activations", wide)
                .fails(ExitStatus.FAILED, "wide.npy", FEATURES, FEATURES + 1);
        assertThat(out("bad")).doesNotExist();
        intervene(cbm, out("given"), "--neurons", "3,7", "--set", "mean", "--train-activations", array)
                .succeeds();

        String changed = "learned_activation_after_intervention.npy";
        assertThat(out("given").resolve(changed))
                .hasSameBinaryContentAs(out("stored").resolve(changed));
    }

    @Test
    void movesTheThresholdByTrainingRows() throws IOException {
        Path cbm = biased();
        intervene(cbm, out("zero"), "--neurons", ARTEFACT).succeeds();
        intervene(cbm, out("moved"), "--neurons", ARTEFACT, "--recalibrate", "--train-activations", array)
                .succeeds();

        JsonNode results = results(out("moved"));
        double shift = results.get("intercept_shift").doubleValue();
        assertThat(shift).isPositive();
        assertThat(results.get("train_rows").intValue()).isEqualTo(ROWS);
        assertThat(results.get("train_rows_positive").intValue()).isEqualTo(ROWS / 3);
        double[] before = decisions(out("zero"));
        assertThat(decisions(out("moved")))
                .containsExactly(Arrays.stream(before).map(one -> one + shift).toArray(), within(1e-12));
        Path zero = out("zero").resolve("summary.csv");
        Path moved = out("moved").resolve("summary.csv");
        assertThat(cell(moved, "auroc", "after")).isCloseTo(cell(zero, "auroc", "after"), within(1e-12));
        assertThat(cell(moved, "balanced_accuracy", "after"))
                .isGreaterThan(cell(zero, "balanced_accuracy", "after") + 0.1);
        assertThat(Files.readString(out("moved").resolve("report.html"))).contains("but for its intercept", "moved by");
        assertThat(results(out("zero")).has("intercept_shift")).isFalse();
    }

    private static double[] decisions(Path run) throws IOException {
        List<List<String>> records = Given.records(run.resolve("predictions.csv"));
        int at = records.get(0).indexOf("decision_after");
        return records.stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.get(at)))
                .toArray();
    }

    @Test
    void movesNoThresholdWithoutTrainingRows() throws IOException {
        Path cbm = biased();
        intervene(cbm, out("bad"), "--neurons", 3, "--recalibrate")
                .fails(ExitStatus.USAGE, "--recalibrate", "--train-activations");
        Path wide = write("wide.npy", new float[ROWS][FEATURES + 1]);
        intervene(cbm, out("bad"), "--neurons", 3, "--recalibrate", "--train-activations", wide)
                .fails(ExitStatus.FAILED, "wide.npy", FEATURES, FEATURES + 1);
        assertThat(out("bad")).doesNotExist();
    }

    @Test
    void saysWhenAllRowsBecomeOneClass() throws IOException {
        Path cbm = biased();
        Program one = intervene(cbm, out("one"), "--method", "topk", "--top-n", FEATURES, "--zero")
                .succeeds();

        assertThat(one.out()).contains("all " + ROWS + " rows", "--set mean");
        assertThat(Files.readString(out("one").resolve("report.html")))
                .contains("threshold was learned with these neurons active");
        Program both = intervene(cbm, out("both"), "--neurons", 3, "--scale", 1).succeeds();
        assertThat(both.out()).doesNotContain("--set mean");
    }

    @Test
    void findsNeuronsByName() throws IOException {
        Path cbm = biased();
        Path names = Given.lines(folder.resolve("names.csv"), "neuron,name", "3,blue", "7,Hair", "8,hair", "9,unnamed");
        intervene(cbm, out("named"), "--concept-names", names, "--name", "hair").succeeds();

        assertThat(Given.records(out("named").resolve("intervened.csv")).stream()
                        .skip(1)
                        .map(row -> row.get(0)))
                .containsExactlyInAnyOrder("7", "8");
        intervene(cbm, out("bad"), "--concept-names", names, "--name", "scar")
                .fails(ExitStatus.FAILED, "names.csv", "scar", "blue");
        assertThat(out("bad")).doesNotExist();
    }

    @Test
    void refusesAScaleThatLeavesTheNumbers() throws IOException {
        Path cbm = biased();
        intervene(cbm, out("endless"), "--neurons", ARTEFACT, "--scale", "3e38")
                .fails(
                        ExitStatus.FAILED,
                        testArray(),
                        "column " + ARTEFACT,
                        "expected a finite activation after the change, found Infinity",
                        "--scale");
        assertThat(out("endless").resolve("learned_activation_after_intervention.npy"))
                .doesNotExist();
        assertThat(out("endless").resolve("run.json")).doesNotExist();
    }

    @Test
    void refusesInterventionsThatDoNotFit() throws IOException {
        Path cbm = biased();
        intervene(cbm, out("bad")).fails(ExitStatus.USAGE, "--concept", "--neurons");
        intervene(cbm, out("bad"), "--neurons", FEATURES)
                .fails(ExitStatus.FAILED, "--neurons: expected from 0 to " + (FEATURES - 1), FEATURES);
        intervene(cbm, out("bad"), "--neurons", 3, "--scale", 2, "--zero").fails(ExitStatus.USAGE, "--scale", "--zero");
        intervene(cbm, out("bad"), "--concept", "hair").fails(ExitStatus.USAGE, "--concept", "--sae");
        intervene(folder, out("bad"), "--neurons", 3).fails(ExitStatus.FAILED, "mean_classifier_weights.npy");
        float[][] wide = new float[ROWS][FEATURES + 1];
        Path other = write("wide.npy", wide);
        Program.run(
                        "cbm",
                        "intervene",
                        "--cbm",
                        cbm,
                        "--csv",
                        testTable(),
                        "--activations",
                        other,
                        "--neurons",
                        3,
                        "--out",
                        out("bad"))
                .fails(ExitStatus.FAILED, "wide.npy", FEATURES, FEATURES + 1);
        assertThat(out("bad")).doesNotExist();
    }

    @Test
    void anotherClassifierInTheSameFolderIsNoRunToGoOnWith() throws IOException {
        Path cbm = biased();
        Path out = out("silenced");
        intervene(cbm, out, "--neurons", "3,7").succeeds();
        intervene(cbm, out, "--neurons", "3,7", "--resume").succeeds();
        Npy.write(cbm.resolve("classifier_intercept.npy"), new double[] {0.25});
        intervene(cbm, out, "--neurons", "3,7", "--resume").fails(ExitStatus.FAILED, "cannot continue");
    }
}
