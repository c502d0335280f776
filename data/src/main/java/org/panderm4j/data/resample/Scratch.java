package org.panderm4j.data.resample;

import java.util.Arrays;

/**
 * Working memory of {@link Resampler}, grown on demand and kept for the next picture.
 *
 * <p>Owned by the caller; one thread at a time.
 */
public final class Scratch {
    private int[][] rows = new int[0][];
    private int rowLength;
    private int[] sums = new int[0];
    private byte[] line = new byte[0];

    /** Rows after the horizontal pass, one array each: the compiler vectorises loops over whole arrays only. */
    int[][] rows(int count, int length) {
        if (rowLength < length) {
            rows = new int[0][];
            rowLength = length;
        }
        int found = rows.length;
        if (found < count) {
            rows = Arrays.copyOf(rows, count);
            for (int i = found; i < count; i++) {
                rows[i] = new int[rowLength];
            }
        }
        return rows;
    }

    /** Sums of one output row. */
    int[] sums(int length) {
        sums = sums.length < length ? new int[length] : sums;
        return sums;
    }

    /** One source row, premultiplied. */
    byte[] line(int length) {
        line = line.length < length ? new byte[length] : line;
        return line;
    }
}
