package org.panderm4j.nn.sae.fused;

import java.util.Arrays;

/** Rows on the heap, each an array of its own, as many as the largest batch has needed. */
final class RowArrays {
    private final int width;
    private float[][] rows = new float[0][];

    RowArrays(int width) {
        this.width = width;
    }

    /** At least so many; contents are kept. */
    float[][] atLeast(int count) {
        if (rows.length < count) {
            int before = rows.length;
            rows = Arrays.copyOf(rows, count);
            for (int i = before; i < count; i++) {
                rows[i] = new float[width];
            }
        }
        return rows;
    }
}
