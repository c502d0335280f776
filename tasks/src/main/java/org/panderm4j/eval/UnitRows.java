package org.panderm4j.eval;

/** Rows brought to unit length, sums in double precision. */
final class UnitRows {
    /** Below this length a row is divided by this instead, so that the zero row stays zero. */
    private static final double SMALLEST_LENGTH = 1e-12;

    private UnitRows() {}

    /**
     * Each row divided by its Euclidean length.
     *
     * @param what names the rows in an error
     * @throws IllegalArgumentException when there is no row, the rows differ in length, or a value is not finite
     */
    static float[][] of(float[][] rows, String what) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(what + ": expected at least one row, found none");
        }
        float[][] out = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException(what + ": row " + i + " has " + rows[i].length
                        + " values, the rows before it " + rows[0].length);
            }
            double length = length(rows[i]);
            if (!Double.isFinite(length)) {
                throw new IllegalArgumentException(
                        what + ": row " + i + " holds a value that is not finite; leave that input out");
            }
            out[i] = divide(rows[i], Math.max(length, SMALLEST_LENGTH));
        }
        return out;
    }

    /** Products of float32 values are exact in double; added up in index order. */
    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }

    private static double length(float[] row) {
        return Math.sqrt(dot(row, row));
    }

    private static float[] divide(float[] row, double by) {
        float[] out = new float[row.length];
        for (int k = 0; k < row.length; k++) {
            out[k] = (float) (row[k] / by);
        }
        return out;
    }
}
