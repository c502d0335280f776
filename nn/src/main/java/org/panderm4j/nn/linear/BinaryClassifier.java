package org.panderm4j.nn.linear;

/**
 * A linear classifier of two classes: the decision is {@code weight . x + intercept}, the logit of class 1.
 *
 * @param weight [m]
 * @param intercept added to every decision
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record BinaryClassifier(double[] weight, double intercept) {
    /** The logit of class 1; above 0 the row is classified as 1. */
    public double decision(SparseRows rows, int row) {
        if (rows.width() != weight.length) {
            throw new IllegalArgumentException(
                    "expected rows of " + weight.length + " features as weights, found " + rows.width());
        }
        return rows.dot(row, weight) + intercept;
    }

    /** The same of a row with its zeros, [m]. */
    public double decision(float[] row) {
        if (row.length != weight.length) {
            throw new IllegalArgumentException(
                    "expected a row of " + weight.length + " features as weights, found " + row.length);
        }
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += weight[j] * row[j];
        }
        return sum + intercept;
    }

    /** Of all rows, [n]. */
    public double[] decisions(SparseRows rows) {
        double[] decisions = new double[rows.rows()];
        for (int row = 0; row < decisions.length; row++) {
            decisions[row] = decision(rows, row);
        }
        return decisions;
    }

    /** Probability of class 1: the logistic function of a decision. */
    public static double probability(double decision) {
        return 1 / (1 + StrictMath.exp(-decision));
    }

    /** Weights that are not 0. */
    public int live() {
        int live = 0;
        for (double one : weight) {
            live += one == 0 ? 0 : 1;
        }
        return live;
    }
}
