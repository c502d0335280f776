package org.panderm4j.eval;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How far confidence, the probability of the predicted class, can be taken at its word.
 *
 * <p>Rows are grouped by confidence into 15 bins of equal width; a bin holds the values above its lower edge up to and with
 * its upper one (Guo et al. 2017). The expected calibration error of few rows is too high even for a perfect model, since
 * chance alone parts accuracy and confidence within a bin.
 */
public final class Calibration {
    /** Number of bins. */
    public static final int BINS = 15;

    private final int[] bins; // [n] of each row
    private final double[] confidences; // [n]
    private final boolean[] right; // [n]
    private final double[] squares; // [n] Brier score of each row
    private final int[] once; // each row counted once

    /**
     * One group of rows.
     *
     * @param low edge, outside
     * @param high edge, inside
     * @param rows how many
     * @param confidence their mean, empty without rows
     * @param accuracy the share of them that is right, empty without rows
     */
    public record Bin(double low, double high, long rows, OptionalDouble confidence, OptionalDouble accuracy) {}

    private Calibration(Predictions predictions) {
        int rows = predictions.rows();
        this.confidences =
                IntStream.range(0, rows).mapToDouble(predictions::confidence).toArray();
        this.bins = Arrays.stream(confidences).mapToInt(Calibration::bin).toArray();
        this.right = new boolean[rows];
        this.squares = new double[rows];
        this.once = new int[rows];
        for (int i = 0; i < rows; i++) {
            right[i] = predictions.predicted(i) == predictions.label(i);
            squares[i] = squares(predictions, i);
        }
        Arrays.fill(once, 1);
    }

    public static Calibration of(Predictions predictions) {
        return new Calibration(predictions);
    }

    /** Expected calibration error: over the bins, the mean of |accuracy - confidence| weighted by rows; from 0 to 1. */
    public double expectedError() {
        return expectedError(once);
    }

    /**
     * Brier score: mean over the rows of the sum over ALL classes of (probability - truth) squared; from 0 to 2. For two classes
     * this is twice the form that looks at one of them only.
     */
    public double brier() {
        return brier(once);
    }

    /** The bins by ascending confidence, empty ones included. */
    public List<Bin> bins() {
        Sums sums = new Sums(once);
        return IntStream.range(0, BINS).mapToObj(sums::bin).toList();
    }

    /** {@code ece} and {@code brier} with bootstrap intervals. */
    public List<MetricValue> summary(Bootstrap bootstrap) {
        return List.of(
                expectedError(bootstrap),
                bootstrap.measure("brier", once.length, weights -> OptionalDouble.of(brier(weights))));
    }

    /** {@code ece} alone. */
    MetricValue expectedError(Bootstrap bootstrap) {
        return bootstrap.measure("ece", once.length, weights -> OptionalDouble.of(expectedError(weights)));
    }

    private double expectedError(int[] weights) {
        Sums sums = new Sums(weights);
        double error = 0;
        long rows = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(sums.hits[bin] - sums.confidence[bin]);
            rows += sums.rows[bin];
        }
        return error / rows;
    }

    private double brier(int[] weights) {
        double sum = 0;
        long rows = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * squares[i];
            rows += weights[i];
        }
        return sum / rows;
    }

    /** Sums over the rows of each bin. */
    private final class Sums {
        private final long[] rows = new long[BINS];
        private final long[] hits = new long[BINS];
        private final double[] confidence = new double[BINS];

        Sums(int[] weights) {
            for (int i = 0; i < weights.length; i++) {
                rows[bins[i]] += weights[i];
                hits[bins[i]] += right[i] ? weights[i] : 0;
                confidence[bins[i]] += weights[i] * confidences[i];
            }
        }

        Bin bin(int bin) {
            return new Bin(
                    edge(bin),
                    edge(bin + 1),
                    rows[bin],
                    mean(confidence[bin], rows[bin]),
                    mean((double) hits[bin], rows[bin]));
        }

        private OptionalDouble mean(double sum, long count) {
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
        }
    }

    private static double squares(Predictions predictions, int row) {
        double sum = 0;
        for (int c = 0; c < predictions.classes(); c++) {
            double miss = predictions.probability(row, c) - (predictions.label(row) == c ? 1 : 0);
            sum += miss * miss;
        }
        return sum;
    }

    private static int bin(double confidence) {
        int bin = 0;
        while (bin < BINS - 1 && confidence > edge(bin + 1)) {
            bin++;
        }
        return bin;
    }

    private static double edge(int bin) {
        return (double) bin / BINS;
    }
}
