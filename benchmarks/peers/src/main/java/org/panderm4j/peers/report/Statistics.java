package org.panderm4j.peers.report;

import java.util.Arrays;

/** Order statistics of few numbers. */
public final class Statistics {
    private Statistics() {}

    /** The value in the middle, or the mean of the two there. */
    public static double median(double... values) {
        return quantile(0.5, values);
    }

    /**
     * The q-quantile with linear interpolation between neighbours (type 7 of Hyndman and Fan 1996).
     *
     * @param q from 0 to 1
     * @param values at least one
     */
    static double quantile(double q, double... values) {
        if (values.length == 0 || !(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException(
                    "expected values and a quantile from 0 to 1, found " + values.length + " values, quantile " + q);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The distance between the quartiles as a share of the median. */
    static double spread(double... values) {
        return (quantile(0.75, values) - quantile(0.25, values)) / median(values);
    }
}
