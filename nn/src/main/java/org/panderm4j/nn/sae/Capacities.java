package org.panderm4j.nn.sae;

import java.util.stream.IntStream;
import org.panderm4j.nn.train.Workers;

/** How far each row of a batch has its features for itself (Scherlis et al. 2022, over rows). */
public final class Capacities {
    private Capacities() {}

    /**
     * Of each row i, with G the products of all pairs of rows: {@code G_ii^2 / sum_j G_ij^2}; NaN where nothing is active. Takes
     * rows times the active features of all rows.
     *
     * @param learned activations, [rows][m]
     */
    public static float[] of(float[][] learned, Workers workers) {
        float[] capacities = new float[learned.length];
        workers.run(learned.length, i -> capacities[i] = (float) of(learned, i));
        return capacities;
    }

    private static double of(float[][] learned, int row) {
        int[] active = active(learned[row]);
        double sum = 0;
        double own = 0;
        for (int j = 0; j < learned.length; j++) {
            double product = 0;
            for (int feature : active) {
                product += (double) learned[row][feature] * learned[j][feature];
            }
            sum += product * product;
            own = j == row ? product * product : own;
        }
        return own / sum;
    }

    private static int[] active(float[] row) {
        return IntStream.range(0, row.length).filter(k -> row[k] != 0).toArray();
    }

    /** Of capacities, in the reference's 20 bins from 0 to 1. */
    public static Histogram histogram(float[] capacities) {
        return Histogram.of(capacities, 20, 0, 1);
    }
}
