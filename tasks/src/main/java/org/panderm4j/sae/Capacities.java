package org.panderm4j.sae;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.panderm4j.nn.train.Workers;

/**
 * How far a row has its active features for itself: with {@code G = f f'} squared element by element, {@code G_ii / sum_j G_ij}. 1 for
 * a row that shares none with another; NaN for one without an active feature.
 */
final class Capacities {
    private Capacities() {}

    /**
     * Computes them.
     *
     * @param learned [rows, m] from position 0
     * @return one a row
     */
    static double[] of(FloatBuffer learned, int rows, int features, Workers workers) {
        float[][] all = new float[rows][features];
        for (int i = 0; i < rows; i++) {
            learned.get(i * features, all[i]);
        }
        double[] capacities = new double[rows];
        workers.run(rows, i -> {
            int[] active = active(all[i]);
            double sum = 0;
            double own = 0;
            for (int j = 0; j < rows; j++) {
                double product = 0;
                for (int feature : active) {
                    product += (double) all[i][feature] * all[j][feature];
                }
                sum += product * product;
                own = j == i ? product * product : own;
            }
            capacities[i] = own / sum;
        });
        return capacities;
    }

    private static int[] active(float[] row) {
        int[] features = new int[row.length];
        int count = 0;
        for (int k = 0; k < row.length; k++) {
            if (row[k] != 0) {
                features[count++] = k;
            }
        }
        return Arrays.copyOf(features, count);
    }
}
