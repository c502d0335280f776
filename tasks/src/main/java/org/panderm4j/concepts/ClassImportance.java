package org.panderm4j.concepts;

import java.util.Arrays;

/**
 * Which features are more, or less, active in a class than in all rows: the class's mean of the activations less the mean of all. Rows
 * are added one after the other.
 */
public final class ClassImportance {
    private final double[][] sums; // [classes][m]
    private final long[] rows; // [classes]

    /**
     * @param classes how many
     * @param features m
     */
    public ClassImportance(int classes, int features) {
        this.sums = new double[classes][features];
        this.rows = new long[classes];
    }

    /** Adds a row of activations, [m]. */
    public void add(float[] row, int label) {
        double[] sum = sums[label];
        if (row.length != sum.length) {
            throw new IllegalArgumentException("expected a row of " + sum.length + " features, found " + row.length);
        }
        for (int j = 0; j < sum.length; j++) {
            sum[j] += row[j];
        }
        rows[label]++;
    }

    /** Mean of a class less that of all rows, [m]; NaN for a class without rows. */
    public double[] of(int label) {
        double[] importance = new double[sums[label].length];
        long all = Arrays.stream(rows).sum();
        for (int j = 0; j < importance.length; j++) {
            double total = 0;
            for (double[] sum : sums) {
                total += sum[j];
            }
            importance[j] = sums[label][j] / rows[label] - total / all;
        }
        return importance;
    }

    /** Features with the largest absolute importance for a class, by falling size, those of equal size ascending. */
    public int[] top(int label, int count) {
        return Arrays.stream(Importance.order(of(label))).limit(count).toArray();
    }
}
