package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.panderm4j.nn.train.Snapshot;

/** Whole numbers, and double precision ones by their bits, that a snapshot of float32 values keeps exactly: each in four parts. */
final class Ledger {
    private static final int PARTS = 4;
    private static final int BITS = 16;
    private static final int MASK = (1 << BITS) - 1;

    private final float[] parts;

    /** All 0. */
    Ledger(int entries) {
        parts = new float[Math.multiplyExact(entries, PARTS)];
    }

    int size() {
        return parts.length / PARTS;
    }

    long get(int entry) {
        long value = 0;
        for (int part = PARTS - 1; part >= 0; part--) {
            value = value << BITS | (long) parts[entry * PARTS + part];
        }
        return value;
    }

    void set(int entry, long value) {
        long rest = value;
        for (int part = 0; part < PARTS; part++) {
            parts[entry * PARTS + part] = rest & MASK;
            rest >>>= BITS;
        }
    }

    void add(int entry, long more) {
        set(entry, get(entry) + more);
    }

    double number(int entry) {
        return Double.longBitsToDouble(get(entry));
    }

    void addNumber(int entry, double more) {
        set(entry, Double.doubleToRawLongBits(number(entry) + more));
    }

    long[] all() {
        long[] values = new long[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(i);
        }
        return values;
    }

    void clear() {
        Arrays.fill(parts, 0);
    }

    /** A live view. */
    Snapshot.Values view() {
        return new Snapshot.Values(new long[] {size(), PARTS}, FloatBuffer.wrap(parts));
    }
}
