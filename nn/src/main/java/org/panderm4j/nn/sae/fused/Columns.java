package org.panderm4j.nn.sae.fused;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The features that a batch has made active at all: the others' columns take part in no product.
 *
 * @param all m
 * @param active ascending; all where columns stay where they are
 * @param width columns that the products have: more than active ones where forms of products shall not be too many, or all
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Columns(int all, int[] active, int width) {
    /** Products are made for multiples of so many columns. */
    private static final int STEP = 256;
    /** Share of the features from which on moving columns takes more than it saves. */
    private static final double WORTH_MOVING = 0.9;

    /** Of features that are active in {@code fired} rows. */
    static Columns of(int... fired) {
        int[] active = new int[fired.length];
        int count = 0;
        for (int j = 0; j < fired.length; j++) {
            if (fired[j] > 0) {
                active[count++] = j;
            }
        }
        int width = (count + STEP - 1) / STEP * STEP;
        return width > WORTH_MOVING * fired.length
                ? new Columns(fired.length, IntStream.range(0, fired.length).toArray(), fired.length)
                : new Columns(fired.length, Arrays.copyOf(active, count), Math.max(STEP, width));
    }

    /** Whether columns stay where they are. */
    boolean inPlace() {
        return width == all;
    }

    /** Moves active values to the front and fills up with 0. */
    void pack(float[] row, float[] packed) {
        for (int i = 0; i < active.length; i++) {
            packed[i] = row[active[i]];
        }
        Arrays.fill(packed, active.length, width, 0);
    }

    /** The other way; what is not active is 0. */
    void unpack(float[] packed, float[] row) {
        Arrays.fill(row, 0);
        for (int i = 0; i < active.length; i++) {
            row[active[i]] = packed[i];
        }
    }
}
