package org.panderm4j.nn.nearest;

import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.linear.LinearHead;

/** Compares rows with the means of the classes' unit vectors, by their cosine. */
public final class NearestCentroid {
    /** Brings cosines to a scale on which their softmax tells classes apart; the ranking does not depend on it. */
    static final double TEMPERATURE = 0.07;

    private final float[][] centroids; // [classes][d], unit

    private NearestCentroid(float[][] centroids) {
        this.centroids = centroids;
    }

    /**
     * Takes the means.
     *
     * @param rows [n][d]
     * @param labels [n], each from 0 to below {@code classes}, each class at least once
     */
    public static NearestCentroid of(float[][] rows, int[] labels, int classes) {
        double[][] sums = new double[classes][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            float[] unit = Vectors.unit(rows[i]);
            for (int j = 0; j < unit.length; j++) {
                sums[labels[i]][j] += unit[j];
            }
        }
        float[][] centroids = new float[classes][];
        for (int k = 0; k < classes; k++) {
            centroids[k] = unit(sums[k]);
        }
        return new NearestCentroid(centroids);
    }

    private static float[] unit(double[] sum) {
        float[] values = new float[sum.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) sum[j];
        }
        return Vectors.unit(values);
    }

    /** Softmax of the cosines over 0.07, [classes]. */
    public double[] probabilities(float[] row) {
        float[] unit = Vectors.unit(row);
        double[] cosines = new double[centroids.length];
        for (int k = 0; k < cosines.length; k++) {
            cosines[k] = Vectors.dot(centroids[k], unit);
        }
        return LinearHead.softmax(cosines, TEMPERATURE);
    }
}
