package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;

/** An array that a kernel writes: each place at most once, and none outside. */
final class Written {
    private final float[] values;
    private final boolean[] done;

    Written(int size) {
        values = new float[size];
        done = new boolean[size];
    }

    void put(long at, float value) {
        int i = Math.toIntExact(at);
        if (done[i]) {
            throw new IllegalStateException("place " + i + " is written twice");
        }
        done[i] = true;
        values[i] = value;
    }

    /** All of them. */
    float[] values() {
        for (int i = 0; i < done.length; i++) {
            if (!done[i]) {
                throw new IllegalStateException("place " + i + " of " + done.length + " is never written");
            }
        }
        return Arrays.copyOf(values, values.length);
    }
}
