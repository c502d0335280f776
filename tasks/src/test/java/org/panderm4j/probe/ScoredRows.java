package org.panderm4j.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.eval.Predictions;

/**
 * Rows with the scores that the reference found for them.
 *
 * @param metrics value by name
 * @param missing names without a value
 * @param report precision, recall, F1 and support by class
 */
record ScoredRows(String name, Predictions predictions, JsonNode metrics, List<String> missing, JsonNode report) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All of a file with hand-made rows. */
    static List<ScoredRows> of(Path file) throws IOException {
        List<ScoredRows> all = new ArrayList<>();
        for (JsonNode one : JSON.readTree(file.toFile())) {
            List<String> missing = new ArrayList<>();
            one.get("missing").forEach(name -> missing.add(name.textValue()));
            all.add(new ScoredRows(
                    one.get("name").textValue(),
                    Predictions.of(ints(one.get("targets")), probabilities(one), ints(one.get("preds"))),
                    one.get("metrics"),
                    missing,
                    one.get("report")));
        }
        return all;
    }

    /** The test rows of one fit at one precision, {@code f32} or {@code f64}. */
    static ScoredRows of(Path fit, String precision) throws IOException {
        JsonNode stored = JSON.readTree(fit.resolve("case.json").toFile()).get(precision);
        NpyArray flat = Npy.read(fit.resolve("probs_" + precision + ".npy"));
        double[] values = flat.doubles();
        int classes = values.length / Npy.read(fit.resolve("test_y.npy")).doubles().length;
        double[][] probabilities = new double[values.length / classes][];
        for (int row = 0; row < probabilities.length; row++) {
            probabilities[row] = Arrays.copyOfRange(values, row * classes, (row + 1) * classes);
        }
        Predictions predictions = Predictions.of(
                ints(fit.resolve("test_y.npy")), probabilities, ints(fit.resolve("preds_" + precision + ".npy")));
        List<String> missing = new ArrayList<>();
        for (String name : List.of("lin_auroc", "lin_aupr")) { // the reference leaves them out where a class is absent
            if (!stored.get("metrics").has(name)) {
                missing.add(name);
            }
        }
        return new ScoredRows(
                fit.getFileName() + " " + precision, predictions, stored.get("metrics"), missing, stored.get("report"));
    }

    /** The reference keeps one column for two classes; the classes are decided by the columns, so there are two here. */
    private static double[][] probabilities(JsonNode one) {
        List<double[]> rows = new ArrayList<>();
        for (JsonNode row : one.get("probs")) {
            if (row.isNumber() != one.get("binary").booleanValue()) {
                throw new IllegalStateException(one.get("name") + ": binary and the shape of probs disagree");
            }
            rows.add(
                    row.isNumber()
                            ? new double[] {1 - row.doubleValue(), row.doubleValue()}
                            : JSON.convertValue(row, double[].class));
        }
        return rows.toArray(double[][]::new);
    }

    private static int[] ints(JsonNode values) {
        return JSON.convertValue(values, int[].class);
    }

    private static int[] ints(Path file) throws IOException {
        return Arrays.stream(Npy.read(file).doubles())
                .mapToInt(value -> (int) value)
                .toArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
