package org.panderm4j.eval;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.panderm4j.nn.linear.LinearHead;

/**
 * The one number that logits are divided by before the softmax so that confidence fits accuracy (Guo et al. 2017). It never
 * changes which class is the largest.
 *
 * <p>Fitted on rows that the classifier was not: there the mean negative log-likelihood is smallest. In 1 / temperature that
 * mean is convex, so its slope is negative before the best value and positive behind it, and halving the interval of
 * log temperature by the slope's sign cannot miss.
 *
 * @param value from {@link #LOWEST} to {@link #HIGHEST}; 1 changes nothing
 * @param isAtBound whether likelihood still grows beyond the bound that the value lies on: rows without an error ask for ever
 *     sharper, rows no better than chance for ever flatter probabilities, and the value is not to be relied on
 * @param lossBefore mean negative log-likelihood in nats of the fitted rows at temperature 1
 * @param lossAfter the same at this temperature
 */
public record Temperature(double value, boolean isAtBound, double lossBefore, double lossAfter) {
    /** Bounds of the search. */
    public static final double LOWEST = 0.01;

    public static final double HIGHEST = 100;

    private static final int HALVINGS = 50; // the interval of log temperature ends below 1e-14

    /**
     * The best temperature for labelled rows. Logits that say nothing, equal within each row, get 1.
     *
     * @param labels [n], each from 0 to c - 1
     * @param logits [n, c]
     * @throws IllegalArgumentException when there is no row, the shapes differ, a label is no class, or a logit is not finite
     */
    public static Temperature fit(int[] labels, double[][] logits) {
        check(labels, logits);
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        if (Arrays.stream(logits).allMatch(Temperature::isFlat)) {
            return at(1, false, labels, logits);
        }
        if (slope(labels, logits, HIGHEST) >= 0) {
            return at(HIGHEST, true, labels, logits);
        }
        if (slope(labels, logits, LOWEST) <= 0) {
            return at(LOWEST, true, labels, logits);
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(labels, logits, Math.exp(middle)) > 0) {
                low = middle; // too sharp
            } else {
                high = middle;
            }
        }
        return at(Math.exp((low + high) / 2), false, labels, logits);
    }

    /** Calibrated class probabilities [n, c] of logits [n, c]. */
    public double[][] probabilities(double[][] logits) {
        return probabilities(value, logits);
    }

    /** The same where no more than the temperature's value is known. */
    public static double[][] probabilities(double value, double[][] logits) {
        return Arrays.stream(logits).map(row -> LinearHead.softmax(row, value)).toArray(double[][]::new);
    }

    private static Temperature at(double value, boolean isAtBound, int[] labels, double[][] logits) {
        return new Temperature(value, isAtBound, loss(labels, logits, 1), loss(labels, logits, value));
    }

    private static boolean isFlat(double[] row) {
        return Arrays.stream(row).allMatch(logit -> logit == row[0]);
    }

    /** Mean negative log-likelihood. */
    private static double loss(int[] labels, double[][] logits, double temperature) {
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> CrossEntropy.of(
                        Arrays.stream(logits[i])
                                .map(logit -> logit / temperature)
                                .toArray(),
                        labels[i]))
                .average()
                .orElseThrow();
    }

    /** Derivative of the summed loss by 1 / temperature: expected minus true logit. */
    private static double slope(int[] labels, double[][] logits, double temperature) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] shares = LinearHead.softmax(logits[i], temperature);
            double own = logits[i][labels[i]];
            for (int c = 0; c < shares.length; c++) {
                sum += shares[c] * (logits[i][c] - own);
            }
        }
        return sum;
    }

    private static void check(int[] labels, double[][] logits) {
        if (labels.length == 0 || labels.length != logits.length) {
            throw new IllegalArgumentException("expected one label a row and at least one row, found " + labels.length
                    + " labels and " + logits.length + " rows of logits");
        }
        for (int i = 0; i < labels.length; i++) {
            if (logits[i].length != logits[0].length || labels[i] < 0 || labels[i] >= logits[i].length) {
                throw new IllegalArgumentException("row " + i + ": expected " + logits[0].length
                        + " logits and a label below that, found " + logits[i].length + " and label " + labels[i]);
            }
            if (!Arrays.stream(logits[i]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("row " + i + ": a logit is not finite; leave that input out");
            }
        }
    }
}
