package org.panderm4j.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows of features around the means of their classes, made up from their sizes. Some labels are wrong, so that a fit has something
 * to weigh.
 *
 * @param rows [n][d]
 * @param labels [n], each from 0 to below {@code classes}, every class among them
 */
public record MadeUpFeatures(float[][] rows, int[] labels, int classes) {
    /** Between a class's mean and 0, where features of one class have a standard deviation of 1. */
    private static final double DISTANCE = 0.1;

    private static final double WRONG = 0.1;

    /**
     * Makes them.
     *
     * @param rows at least as many as classes
     */
    public static MadeUpFeatures of(int rows, int width, int classes) {
        SplittableRandom random = new SplittableRandom(rows * 31L + width);
        double[][] means = new double[classes][];
        Arrays.setAll(means, k -> gaussians(random, width));
        float[][] features = new float[rows][width];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            double[] mean = means[i % classes];
            for (int j = 0; j < width; j++) {
                features[i][j] = (float) (DISTANCE * mean[j] + random.nextGaussian());
            }
            boolean wrong = i >= classes && random.nextDouble() < WRONG;
            labels[i] = wrong ? random.nextInt(classes) : i % classes;
        }
        return new MadeUpFeatures(features, labels, classes);
    }

    private static double[] gaussians(SplittableRandom random, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    /** d. */
    public int width() {
        return rows[0].length;
    }

    /** Of each row 1. // [n] */
    public double[] weights() {
        double[] weights = new double[labels.length];
        Arrays.fill(weights, 1);
        return weights;
    }
}
