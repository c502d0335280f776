package org.panderm4j.sae;

import org.panderm4j.nn.sae.ExplainedVariance;

/** How far rows lie from their mean, summed up row by row in double precision. */
final class RowVariance {
    private final double[] sums;
    private double squares;
    private long rows;

    /**
     * @param width values of a row
     */
    RowVariance(int width) {
        this.sums = new double[width];
    }

    void add(float[] row) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += row[k];
            squares += (double) row[k] * row[k];
        }
        rows++;
    }

    /** Values of a row. */
    int width() {
        return sums.length;
    }

    /** Mean over rows and columns of the squared distance to the column's mean; NaN without rows. */
    double variance() {
        double around = squares;
        for (double sum : sums) {
            around -= sum * sum / rows;
        }
        return Math.max(0, around) / rows / sums.length;
    }

    /**
     * Share of the variance that a reconstruction tells of: 1 for all of it, 0 for no more than the mean does, below for less.
     *
     * @param l2 mean over rows and columns of the squared difference between row and reconstruction
     * @return NaN where all rows are alike
     */
    double explained(double l2) {
        double values = (double) rows * sums.length;
        return ExplainedVariance.of(l2 * values, variance() * values, squares);
    }
}
