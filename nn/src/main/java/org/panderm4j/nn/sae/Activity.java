package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;

/**
 * Which features a batch has activated.
 *
 * @param fired rows in which each feature is not 0, [m]
 * @param l0 mean over the rows of the number of features that are not 0
 * @param least smallest of the activations that are not 0; 0 if all are
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Activity(int[] fired, double l0, float least) {
    /**
     * Counts.
     *
     * @param learned [rows, m] from position 0, none negative
     */
    static Activity of(FloatBuffer learned, int rows, int features) {
        int[] fired = new int[features];
        float[] row = new float[features];
        float least = Float.POSITIVE_INFINITY;
        long all = 0;
        for (int i = 0; i < rows; i++) {
            learned.get(i * features, row);
            for (int j = 0; j < features; j++) {
                if (row[j] > 0) {
                    fired[j]++;
                    all++;
                    least = Math.min(least, row[j]);
                }
            }
        }
        return new Activity(fired, (double) all / rows, all == 0 ? 0 : least);
    }
}
