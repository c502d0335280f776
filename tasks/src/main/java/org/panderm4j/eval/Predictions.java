package org.panderm4j.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Scored rows of one data set: the true label, the class probabilities and the predicted label of each. */
public final class Predictions {
    private final int[] labels; // [n]
    private final double[][] probabilities; // [n, c]
    private final int[] predicted; // [n]

    private Predictions(int[] labels, double[][] probabilities, int[] predicted) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.predicted = predicted;
    }

    /** The same as {@link #of(int[], double[][])} with float32 probabilities, whose order and ties stay as they are. */
    public static Predictions of(int[] labels, float[][] probabilities) {
        return of(labels, Arrays.stream(probabilities).map(Predictions::widen).toArray(double[][]::new));
    }

    /**
     * Predicts the first class of the largest probability; the arrays are kept, not copied.
     *
     * @param labels [n], each from 0 to c - 1
     * @param probabilities [n, c]
     * @throws IllegalArgumentException when there is no row, the counts differ, a label is no class, or a value is NaN
     */
    public static Predictions of(int[] labels, double[][] probabilities) {
        return of(
                labels,
                probabilities,
                Arrays.stream(probabilities).mapToInt(Predictions::firstLargest).toArray());
    }

    /**
     * With predicted labels that were decided elsewhere; arguments and errors as for {@link #of(int[], double[][])}.
     *
     * @param predicted [n], each from 0 to c - 1
     */
    public static Predictions of(int[] labels, double[][] probabilities, int[] predicted) {
        if (labels.length != probabilities.length || labels.length != predicted.length) {
            throw new IllegalArgumentException("expected one label a row, found " + labels.length + " labels and "
                    + probabilities.length + " rows with " + predicted.length + " predicted labels");
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("expected at least one scored row, found none");
        }
        int classes = probabilities[0].length;
        for (int i = 0; i < labels.length; i++) {
            checkProbabilities(i, probabilities[i], classes);
            checkLabel(i, "label ", labels[i], classes);
            checkLabel(i, "predicted label ", predicted[i], classes);
        }
        return new Predictions(labels, probabilities, predicted);
    }

    private static void checkProbabilities(int row, double[] probabilities, int classes) {
        if (probabilities.length != classes) {
            throw new IllegalArgumentException(
                    "row " + row + ": expected " + classes + " probabilities, found " + probabilities.length);
        }
        for (double probability : probabilities) {
            if (Double.isNaN(probability)) {
                throw new IllegalArgumentException("row " + row + ": a probability is NaN; leave that input out");
            }
        }
    }

    private static void checkLabel(int row, String what, int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("row " + row + ": " + what + label + " is not one of the " + classes
                    + " classes 0 to " + (classes - 1) + "; check the label column and the label set");
        }
    }

    private static double[] widen(float[] row) {
        double[] wide = new double[row.length];
        for (int c = 0; c < row.length; c++) {
            wide[c] = row[c];
        }
        return wide;
    }

    private static int firstLargest(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            if (row[c] > row[best]) {
                best = c;
            }
        }
        return best;
    }

    /** Some of these rows, in the order given; a row may come more than once. */
    public Predictions select(int... rows) {
        return of(
                Arrays.stream(rows).map(row -> labels[row]).toArray(),
                Arrays.stream(rows).mapToObj(row -> probabilities[row]).toArray(double[][]::new),
                Arrays.stream(rows).map(row -> predicted[row]).toArray());
    }

    /**
     * The same labels, true and predicted, with other probabilities, such as calibrated ones.
     *
     * @param others [n, c]
     */
    public Predictions withProbabilities(double[][] others) {
        if (others.length > 0 && others[0].length != classes()) {
            throw new IllegalArgumentException(
                    "expected probabilities of " + classes() + " classes, found " + others[0].length);
        }
        return of(labels, others, predicted);
    }

    /** n. */
    public int rows() {
        return labels.length;
    }

    /** c. */
    public int classes() {
        return probabilities[0].length;
    }

    public int label(int row) {
        return labels[row];
    }

    /** The first class of the largest probability, unless predicted labels were given. */
    public int predicted(int row) {
        return predicted[row];
    }

    public double probability(int row, int label) {
        return probabilities[row][label];
    }

    /** Probability of the predicted class. */
    public double confidence(int row) {
        return probabilities[row][predicted[row]];
    }

    /** The number of classes that rank before the true one; among equal probabilities the higher index ranks first. */
    public int rankOfLabel(int row) {
        double[] all = probabilities[row];
        int label = labels[row];
        return (int) IntStream.range(0, all.length)
                .filter(c -> all[c] > all[label] || (all[c] == all[label] && c > label))
                .count();
    }

    /** Up to {@code count} rows, most confident first; of equally confident ones the earlier row. */
    public int[] mostConfident(int count) {
        return byConfidence(true, count, row -> true);
    }

    /** Up to {@code count} rows, least confident first. */
    public int[] leastConfident(int count) {
        return byConfidence(false, count, row -> true);
    }

    /** Up to {@code count} wrongly predicted rows, most confident first. */
    public int[] mostConfidentErrors(int count) {
        return byConfidence(true, count, row -> predicted[row] != labels[row]);
    }

    private int[] byConfidence(boolean descending, int count, IntPredicate wanted) {
        Comparator<Integer> order = Comparator.comparingDouble(row -> descending ? -confidence(row) : confidence(row));
        return IntStream.range(0, rows())
                .filter(wanted)
                .boxed()
                .sorted(order)
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
