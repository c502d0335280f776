package org.panderm4j.nn.nearest;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.linear.FeatureMatrix;

/**
 * k nearest training rows by cosine, each voting for its class with exp(cosine / 0.07), as in the evaluations of DINO (Caron et al.,
 * 2021). Cosines are products on ND4J; its owner closes it.
 */
public final class NearestNeighbors implements AutoCloseable {
    private static final double TEMPERATURE = 0.07;
    /** Rows compared in one product. */
    private static final int ROWS = 128;

    private final FeatureMatrix training;
    private final int[] labels;
    private final int classes;

    private NearestNeighbors(FeatureMatrix training, int[] labels, int classes) {
        this.training = training;
        this.labels = labels;
        this.classes = classes;
    }

    /**
     * Keeps the training rows.
     *
     * @param rows [n][d], finite
     * @param labels [n], each from 0 to below {@code classes}
     */
    public static NearestNeighbors of(float[][] rows, int[] labels, int classes) {
        return new NearestNeighbors(FeatureMatrix.of(Vectors.unit(rows)), labels.clone(), classes);
    }

    /**
     * Shares of the votes.
     *
     * @param rows [n][d], finite
     * @param neighbors k; all training rows where they are fewer
     * @return [n][classes]
     */
    public double[][] probabilities(float[][] rows, int neighbors) {
        double[][] result = new double[rows.length][];
        for (int from = 0; from < rows.length; from += ROWS) {
            int to = Math.min(rows.length, from + ROWS);
            double[][] cosines = cosines(Arrays.copyOfRange(rows, from, to));
            int start = from;
            IntStream.range(0, cosines.length)
                    .parallel()
                    .forEach(i -> result[start + i] = votes(cosines[i], neighbors));
        }
        return result;
    }

    /** [rows][training rows]. */
    private double[][] cosines(float[][] rows) {
        try (FeatureMatrix units = FeatureMatrix.of(Vectors.unit(rows))) {
            return training.products(units);
        }
    }

    private double[] votes(double[] cosines, int neighbors) {
        int[] nearest = IntStream.range(0, cosines.length)
                .boxed()
                .sorted((a, b) -> Double.compare(cosines[b], cosines[a])) // stable: of equal ones the earlier row
                .limit(neighbors)
                .mapToInt(row -> row)
                .toArray();
        double[] votes = new double[classes];
        double total = 0;
        for (int row : nearest) {
            double vote = Math.exp((cosines[row] - cosines[nearest[0]]) / TEMPERATURE);
            votes[labels[row]] += vote;
            total += vote;
        }
        for (int k = 0; k < classes; k++) {
            votes[k] /= total;
        }
        return votes;
    }

    @Override
    public void close() {
        training.close();
    }
}
