package org.panderm4j.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Scored rows of one data set: the true label and the class probabilities of each. */
public final class Predictions {
    private final int[] labels; // [n]
    private final float[][] probabilities; // [n, c]
    private final int[] predicted; // [n]

    private Predictions(int[] labels, float[][] probabilities) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.predicted = Arrays.stream(probabilities)
                .mapToInt(ZeroShotClassifier::predict)
                .toArray();
    }

    /**
     * Pairs labels with probabilities; the arrays are kept, not copied.
     *
     * @param labels [n], each from 0 to c - 1
     * @param probabilities [n, c]
     * @throws IllegalArgumentException when there is no row, the counts differ, a label is no class, or a value is NaN
     */
    public static Predictions of(int[] labels, float[][] probabilities) {
        if (labels.length != probabilities.length) {
            throw new IllegalArgumentException("expected one label a row, found " + labels.length + " labels and "
                    + probabilities.length + " rows");
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("expected at least one scored row, found none");
        }
        int classes = probabilities[0].length;
        for (int i = 0; i < labels.length; i++) {
            check(i, labels[i], probabilities[i], classes);
        }
        return new Predictions(labels, probabilities);
    }

    private static void check(int row, int label, float[] probabilities, int classes) {
        if (probabilities.length != classes) {
            throw new IllegalArgumentException(
                    "row " + row + ": expected " + classes + " probabilities, found " + probabilities.length);
        }
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("row " + row + ": label " + label + " is not one of the " + classes
                    + " classes 0 to " + (classes - 1) + "; check the label column and the label set");
        }
        for (float probability : probabilities) {
            if (Float.isNaN(probability)) {
                throw new IllegalArgumentException("row " + row + ": a probability is NaN; leave that input out");
            }
        }
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

    /** The first class of the largest probability. */
    public int predicted(int row) {
        return predicted[row];
    }

    public float probability(int row, int label) {
        return probabilities[row][label];
    }

    /** Probability of the predicted class. */
    public float confidence(int row) {
        return probabilities[row][predicted[row]];
    }

    /** The number of classes that rank before the true one; among equal probabilities the higher index ranks first. */
    public int rankOfLabel(int row) {
        float[] all = probabilities[row];
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
