package org.panderm4j.data.resample;

import java.util.Arrays;

/** Resamples columns: one output row is a weighted sum of whole rows, which the compiler turns into vector code. */
final class VerticalPass {
    private static final int ROUND = 1 << (Coefficients.PRECISION - 1);

    private VerticalPass() {}

    /**
     * Writes output row {@code y} to {@code out[to]} and on.
     *
     * @param rows values 0..255, {@code length} of each row; the first is source row {@code firstRow}
     */
    static void apply(Coefficients c, int y, int[][] rows, int firstRow, int length, int[] sums, byte[] out, int to) {
        Arrays.fill(sums, 0, length, ROUND);
        for (int t = 0; t < c.taps(y); t++) {
            add(rows[c.first(y) + t - firstRow], c.fixed()[y * c.stride() + t], sums, length);
        }
        for (int i = 0; i < length; i++) {
            out[to + i] = (byte) HorizontalPass.toByte(sums[i]);
        }
    }

    private static void add(int[] row, int weight, int[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += weight * row[i];
        }
    }
}
