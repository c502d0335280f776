package org.panderm4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.ProbeMetrics;

/** The reference's table of precision, recall, F1 and support, with nothing more and nothing less in it than ours. */
final class ClassReport {
    private static final double METRIC = 1e-9;

    private ClassReport() {}

    static void check(ScoredRows rows) {
        ConfusionMatrix matrix = ProbeMetrics.of(rows.predictions()).confusion();
        Map<String, Map<String, Double>> expected = of(matrix);
        for (Map.Entry<String, JsonNode> entry : rows.report().properties()) {
            Map<String, Double> row = expected.remove(entry.getKey());
            assertThat(row).as("a row of the report for %s", entry.getKey()).isNotNull();
            if (entry.getValue().isNumber()) {
                checkNumber(entry.getKey(), row, "", entry.getValue());
            }
            entry.getValue()
                    .properties()
                    .forEach(one -> checkNumber(entry.getKey(), row, one.getKey(), one.getValue()));
            assertThat(row).as("not in the row of %s", entry.getKey()).isEmpty();
        }
        assertThat(expected).as("not in the report").isEmpty();
    }

    private static void checkNumber(String row, Map<String, Double> found, String column, JsonNode expected) {
        assertThat(found.remove(column))
                .as("%s of %s", column, row)
                .isNotNull()
                .isCloseTo(expected.doubleValue(), within(METRIC));
    }

    private static Map<String, Map<String, Double>> of(ConfusionMatrix matrix) {
        Map<String, Map<String, Double>> report = new TreeMap<>();
        List<Integer> occurring = IntStream.range(0, matrix.classes())
                .filter(c -> IntStream.range(0, matrix.classes())
                        .anyMatch(other -> matrix.count(c, other) + matrix.count(other, c) > 0))
                .boxed()
                .toList();
        occurring.forEach(c -> report.put(Integer.toString(c), mean(matrix, List.of(c), label -> 1)));
        report.put("macro avg", mean(matrix, occurring, label -> 1));
        report.put("weighted avg", mean(matrix, occurring, matrix::support));
        report.put("accuracy", new TreeMap<>(Map.of("", matrix.accuracy())));
        return report;
    }

    private static Map<String, Double> mean(ConfusionMatrix matrix, List<Integer> classes, IntToLongFunction weight) {
        return new TreeMap<>(Map.of(
                "f1-score", mean(classes, weight, matrix::f1),
                "precision", mean(classes, weight, matrix::precision),
                "recall", mean(classes, weight, matrix::recall),
                "support", (double) classes.stream().mapToLong(matrix::support).sum()));
    }

    private static double mean(List<Integer> classes, IntToLongFunction weight, ToDoubleFunction<Integer> score) {
        double total = classes.stream().mapToLong(weight::applyAsLong).sum();
        return classes.stream()
                        .mapToDouble(c -> weight.applyAsLong(c) * score.applyAsDouble(c))
                        .sum()
                / total;
    }
}
