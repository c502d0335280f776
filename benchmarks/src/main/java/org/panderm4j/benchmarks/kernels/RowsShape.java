package org.panderm4j.benchmarks.kernels;

/**
 * What works on each row of a matrix alone, and its operands.
 *
 * @param rows of the matrix
 * @param width length of a row
 */
public record RowsShape(int rows, int width) {
    /** Added to the variance in a norm. */
    public static final double EPS = 1e-6;

    /** [rows, width] */
    public float[] x() {
        return Noise.values("x", rows * width, 4);
    }

    /** [width], of a norm */
    public float[] weight() {
        return Noise.values("weight", width, 1);
    }

    /** [width], of a norm */
    public float[] bias() {
        return Noise.values("bias", width, 1);
    }
}
