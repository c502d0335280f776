package org.panderm4j.eval;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What classification metrics are made of, each row counted as often as given weights say.
 *
 * <p>Ranks are found once, so that a bootstrap's resample costs at most one pass over the probabilities. Means over classes
 * are empty when a class has no rows.
 */
final class RowStatistics {
    private final Predictions predictions;
    private final int[] labels; // [n]
    private final int[] ranks; // [n] of the true label
    private final List<RankedScores> columns; // one class against the rest, by class

    RowStatistics(Predictions predictions) {
        int rows = predictions.rows();
        this.predictions = predictions;
        this.labels = IntStream.range(0, rows).map(predictions::label).toArray();
        this.ranks = IntStream.range(0, rows).map(predictions::rankOfLabel).toArray();
        this.columns = IntStream.range(0, predictions.classes())
                .parallel()
                .mapToObj(c -> RankedScores.of(rows, i -> predictions.probability(i, c), i -> labels[i] == c))
                .toList();
    }

    ConfusionMatrix confusion(int[] weights) {
        return ConfusionMatrix.of(predictions, weights);
    }

    /** Share of rows whose label is among the k highest probabilities; of equal ones the higher class index comes first. */
    double topK(int k, int[] weights) {
        long hits = 0;
        long rows = 0;
        for (int i = 0; i < weights.length; i++) {
            hits += ranks[i] < k ? weights[i] : 0;
            rows += weights[i];
        }
        return (double) hits / rows;
    }

    /** Of one class's probability, that class against the rest. */
    RankedScores column(int label) {
        return columns.get(label);
    }

    /** Mean over the classes of the area under the ROC curve, one against the rest. */
    OptionalDouble oneVersusRest(int[] weights) {
        double sum = 0;
        for (RankedScores column : columns) {
            OptionalDouble area = column.rocArea(weights);
            if (area.isEmpty()) {
                return area;
            }
            sum += area.getAsDouble();
        }
        return OptionalDouble.of(sum / columns.size());
    }

    /**
     * Mean over all ordered pairs of classes (a, b) of the area under the ROC curve of a's probability among the rows of a and
     * b, which is the M of Hand and Till (2001). One pass over a column serves all its pairs.
     */
    OptionalDouble oneVersusOne(int[] weights) {
        int classes = columns.size();
        long[] support = support(weights);
        if (classes < 2 || IntStream.range(0, classes).anyMatch(c -> support[c] == 0)) {
            return OptionalDouble.empty();
        }
        double losses = 0;
        for (int a = 0; a < classes; a++) {
            long[] doubled = columns.get(a).doubledLosses(weights, labels, classes);
            for (int b = 0; b < classes; b++) {
                losses += a == b ? 0 : (double) doubled[b] / (2 * support[a] * support[b]);
            }
        }
        return OptionalDouble.of(1 - losses / (classes * (classes - 1.0)));
    }

    /** Mean over the classes of average precision, one against the rest. */
    OptionalDouble averagePrecision(int[] weights) {
        double sum = 0;
        for (RankedScores column : columns) {
            OptionalDouble one = column.averagePrecision(weights);
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsDouble();
        }
        return OptionalDouble.of(sum / columns.size());
    }

    private long[] support(int[] weights) {
        long[] support = new long[columns.size()];
        for (int i = 0; i < weights.length; i++) {
            support[labels[i]] += weights[i];
        }
        return support;
    }
}
