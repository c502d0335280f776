package org.panderm4j.eval;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Scores of a classifier of two classes, of which 1 is the one that is looked for: {@code auroc}, {@code macro_f1}, {@code accuracy},
 * {@code balanced_accuracy}, {@code sensitivity}, {@code specificity}. What the rows do not define is empty: the area and the balanced
 * accuracy where one class is absent, sensitivity without rows of class 1, specificity without rows of class 0.
 */
public final class BinaryMetrics {
    /** All of them, in this order. */
    public static final List<String> NAMES =
            List.of("auroc", "macro_f1", "accuracy", "balanced_accuracy", "sensitivity", "specificity");

    private final Predictions predictions;
    private final Map<String, Bootstrap.Statistic> statistics = new LinkedHashMap<>();

    private BinaryMetrics(Predictions predictions) {
        this.predictions = predictions;
        RankedScores scores = RankedScores.of(
                predictions.rows(), row -> predictions.probability(row, 1), row -> predictions.label(row) == 1);
        statistics.put("auroc", scores::rocArea);
        statistics.put("macro_f1", weights -> OptionalDouble.of(matrix(weights).macroF1()));
        statistics.put("accuracy", weights -> OptionalDouble.of(matrix(weights).accuracy()));
        statistics.put("balanced_accuracy", this::balancedAccuracy);
        statistics.put("sensitivity", weights -> recall(weights, 1));
        statistics.put("specificity", weights -> recall(weights, 0));
    }

    /** Of predictions with two classes. */
    public static BinaryMetrics of(Predictions predictions) {
        if (predictions.classes() != 2) {
            throw new IllegalArgumentException("expected predictions of 2 classes, found " + predictions.classes());
        }
        return new BinaryMetrics(predictions);
    }

    /**
     * Of a linear classifier: class 1 where the decision is above 0.
     *
     * @param labels [n], 0 or 1
     * @param decisions [n], logits of class 1
     * @param probabilities [n], of class 1
     */
    public static BinaryMetrics of(int[] labels, double[] decisions, double[] probabilities) {
        int[] predicted =
                Arrays.stream(decisions).mapToInt(one -> one > 0 ? 1 : 0).toArray();
        double[][] both = Arrays.stream(probabilities)
                .mapToObj(one -> new double[] {1 - one, one})
                .toArray(double[][]::new);
        return of(Predictions.of(labels, both, predicted));
    }

    public Predictions predictions() {
        return predictions;
    }

    /** By name. */
    public OptionalDouble value(String name) {
        int[] once = new int[predictions.rows()];
        Arrays.fill(once, 1);
        return statistics.get(name).of(once);
    }

    /** All of them, with intervals. */
    public List<MetricValue> summary(Bootstrap bootstrap) {
        return NAMES.stream()
                .map(name -> bootstrap.measure(name, predictions.rows(), statistics.get(name)))
                .toList();
    }

    /**
     * How much larger these are than those of other predictions of the same rows, each resample drawn once for both.
     *
     * @throws IllegalArgumentException when the rows' labels are not the same
     */
    public List<MetricValue> change(BinaryMetrics before, Bootstrap bootstrap) {
        int rows = predictions.rows();
        if (before.predictions.rows() != rows) {
            throw new IllegalArgumentException(
                    "expected predictions of " + rows + " rows on both sides, found " + before.predictions.rows());
        }
        return NAMES.stream()
                .map(name -> bootstrap.measure(name, rows, weights -> difference(before, name, weights)))
                .toList();
    }

    private OptionalDouble difference(BinaryMetrics before, String name, int[] weights) {
        OptionalDouble own = statistics.get(name).of(weights);
        OptionalDouble other = before.statistics.get(name).of(weights);
        return own.isEmpty() || other.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(own.getAsDouble() - other.getAsDouble());
    }

    private ConfusionMatrix matrix(int[] weights) {
        return ConfusionMatrix.of(predictions, weights);
    }

    private OptionalDouble recall(int[] weights, int label) {
        ConfusionMatrix matrix = matrix(weights);
        return matrix.support(label) == 0 ? OptionalDouble.empty() : OptionalDouble.of(matrix.recall(label));
    }

    private OptionalDouble balancedAccuracy(int[] weights) {
        ConfusionMatrix matrix = matrix(weights);
        return matrix.support(0) == 0 || matrix.support(1) == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(matrix.balancedAccuracy());
    }
}
