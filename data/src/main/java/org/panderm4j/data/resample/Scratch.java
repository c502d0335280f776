package org.panderm4j.data.resample;

/**
 * Working memory of {@link Resampler}, grown on demand and kept for the next picture.
 *
 * <p>Owned by the caller; one thread at a time.
 */
public final class Scratch {
    private int[] rows = new int[0];
    private int[] sums = new int[0];
    private byte[] line = new byte[0];

    /** Rows after the horizontal pass. */
    int[] rows(int length) {
        rows = rows.length < length ? new int[length] : rows;
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
