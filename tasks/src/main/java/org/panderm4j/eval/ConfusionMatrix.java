package org.panderm4j.eval;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How often each true class was predicted as each class, and the scores that follow from these counts alone. */
public final class ConfusionMatrix {
    private final long[][] counts; // [c true, c predicted]
    private final long[] predicted; // [c]
    private final long[] support; // [c]

    /** One off-diagonal cell: {@code count} rows of class {@code label} were predicted as {@code predicted}. */
    public record Confusion(int label, int predicted, long count) {}

    /**
     * A matrix of counts.
     *
     * @param counts [c, c], true class first; kept, not copied
     * @throws IllegalArgumentException when the matrix is not square
     */
    public ConfusionMatrix(long[][] counts) {
        this.counts = counts;
        this.predicted = new long[counts.length];
        this.support = new long[counts.length];
        for (int t = 0; t < counts.length; t++) {
            if (counts[t].length != counts.length) {
                throw new IllegalArgumentException("expected a square matrix of " + counts.length
                        + " classes, found a row of " + counts[t].length);
            }
            for (int p = 0; p < counts.length; p++) {
                support[t] += counts[t][p];
                predicted[p] += counts[t][p];
            }
        }
    }

    /** Counts each row of {@code predictions} as often as {@code weights} says. */
    static ConfusionMatrix of(Predictions predictions, int[] weights) {
        long[][] counts = new long[predictions.classes()][predictions.classes()];
        for (int i = 0; i < weights.length; i++) {
            counts[predictions.label(i)][predictions.predicted(i)] += weights[i];
        }
        return new ConfusionMatrix(counts);
    }

    public int classes() {
        return counts.length;
    }

    public long count(int label, int predictedLabel) {
        return counts[label][predictedLabel];
    }

    /** Number of rows whose true class this is. */
    public long support(int label) {
        return support[label];
    }

    /** Share of a true class's rows predicted as a class; 0 for a class without rows. */
    public double share(int label, int predictedLabel) {
        return ratio(counts[label][predictedLabel], support[label]);
    }

    /** Share of the predictions of this class that are right; 0 when it was never predicted. */
    public double precision(int label) {
        return ratio(counts[label][label], predicted[label]);
    }

    /** Share of this class's rows that were predicted as it; 0 when it has no rows. */
    public double recall(int label) {
        return ratio(counts[label][label], support[label]);
    }

    /** Harmonic mean of precision and recall; 0 when the class was never right. */
    public double f1(int label) {
        return ratio(2 * counts[label][label], support[label] + predicted[label]);
    }

    /** Share of all rows that are right. */
    public double accuracy() {
        long right = IntStream.range(0, classes()).mapToLong(c -> counts[c][c]).sum();
        return ratio(right, rows());
    }

    /** F1 of the classes weighted with their number of true rows. */
    public double weightedF1() {
        double sum = 0;
        for (int c = 0; c < classes(); c++) {
            sum += f1(c) * support[c];
        }
        return rows() == 0 ? 0 : sum / rows();
    }

    /** Plain mean of F1 over the classes that occur among labels or predictions. */
    public double macroF1() {
        return IntStream.range(0, classes())
                .filter(c -> support[c] + predicted[c] > 0)
                .mapToDouble(this::f1)
                .average()
                .orElse(0);
    }

    /** Plain mean of recall over the classes that have rows. */
    public double balancedAccuracy() {
        return IntStream.range(0, classes())
                .filter(c -> support[c] > 0)
                .mapToDouble(this::recall)
                .average()
                .orElse(0);
    }

    /**
     * Cohen's kappa with quadratic weights: 1 for full agreement, 0 for that of chance, below 0 for less. The distance of two classes
     * is that of their positions among the classes that occur as label or prediction. Empty when only one does.
     */
    public OptionalDouble quadraticKappa() {
        int[] occurring = IntStream.range(0, classes())
                .filter(c -> support[c] + predicted[c] > 0)
                .toArray();
        long found = 0;
        long expected = 0; // times the number of rows
        for (int i = 0; i < occurring.length; i++) {
            for (int j = 0; j < occurring.length; j++) {
                long distance = (long) (i - j) * (i - j);
                found += distance * counts[occurring[i]][occurring[j]];
                expected += distance * support[occurring[i]] * predicted[occurring[j]];
            }
        }
        return expected == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - (double) found * rows() / expected);
    }

    /** Up to {@code limit} cells off the diagonal, most rows first; of equal ones the lower class indices. */
    public List<Confusion> mostConfused(int limit) {
        return IntStream.range(0, classes())
                .boxed()
                .flatMap(t -> IntStream.range(0, classes())
                        .filter(p -> p != t && counts[t][p] > 0)
                        .mapToObj(p -> new Confusion(t, p, counts[t][p])))
                .sorted(Comparator.comparingLong(cell -> -cell.count()))
                .limit(limit)
                .toList();
    }

    private long rows() {
        return IntStream.range(0, classes()).mapToLong(c -> support[c]).sum();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
