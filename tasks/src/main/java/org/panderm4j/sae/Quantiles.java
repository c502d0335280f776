package org.panderm4j.sae;

import java.util.Arrays;

/** Values by size. */
final class Quantiles {
    private final double[] sorted;

    private Quantiles(double[] sorted) {
        this.sorted = sorted;
    }

    static Quantiles of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    static Quantiles of(float[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return of(copy);
    }

    /**
     * Between the two neighbours in proportion.
     *
     * @param share from 0 for the smallest to 1 for the largest
     * @return NaN without values
     */
    double at(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        double upper = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (place - below) * (upper - sorted[below]);
    }
}
