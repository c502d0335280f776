package org.panderm4j.nn.sae;

/**
 * What an epoch has cost and which features were active in it. Means are over its rows, each as it was when its turn came.
 *
 * @param epoch from 1
 * @param rows of the epoch
 * @param l1 sum of activations of a row
 * @param penalty lambda times that
 * @param l2 mean over a row's inputs of the squared difference between it and its reconstruction
 * @param auxiliary what dead features make of the rest, weighted
 * @param l0 active features of a row
 * @param explained variance: 1 less the sum of all squared differences over that of those between rows and their mean; NaN where all
 *     rows are alike
 * @param fired rows in which each feature was active, [m]
 * @param resampled features that began anew after it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SaeEpoch(
        long epoch,
        long rows,
        double l1,
        double penalty,
        double l2,
        double auxiliary,
        double l0,
        double explained,
        long[] fired,
        int resampled) {
    private static final int BINS = 50;

    SaeEpoch resampled(int features) {
        return new SaeEpoch(epoch, rows, l1, penalty, l2, auxiliary, l0, explained, fired, features);
    }

    /** What was made smaller. */
    public double loss() {
        return penalty + l2 + auxiliary;
    }

    /** Features that no row has activated. */
    public int dead() {
        int dead = 0;
        for (long one : fired) {
            dead += one == 0 ? 1 : 0;
        }
        return dead;
    }

    /** Features that some row has activated. */
    public int alive() {
        return fired.length - dead();
    }

    /** Of each feature, the share of rows that activate it. */
    public float[] density() {
        float[] density = new float[fired.length];
        for (int i = 0; i < density.length; i++) {
            density[i] = (float) ((double) fired[i] / rows);
        }
        return density;
    }

    /** Of the densities, in the reference's 50 bins from the least to the greatest. */
    public Histogram densities() {
        return Histogram.of(density(), BINS);
    }
}
