package org.panderm4j.nn.sae;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.panderm4j.nn.train.Workers;

/** Keeps the largest positive values. */
final class Largest {
    /** Halves of the bits of a positive float32, which come in the order of the numbers. */
    private static final int HALF = 16;

    private Largest() {}

    /** Of a row, the others become 0; values that are no numbers stay. */
    static void keep(float[] row, int width, int most) {
        float[] positive = new float[width];
        int count = 0;
        for (int i = 0; i < width; i++) {
            if (row[i] > 0) {
                positive[count++] = row[i];
            }
        }
        if (count <= most) {
            Selection.keepAbove(row, width, 0);
            return;
        }
        Arrays.sort(positive, 0, count);
        float least = positive[count - most];
        int equal = 0;
        for (int i = count - most; i < count && positive[i] == least; i++) {
            equal++;
        }
        cut(row, width, least, equal);
    }

    /** Keeps what is above, and the first so many that are equal. */
    private static int cut(float[] row, int width, float least, int equal) {
        int left = equal;
        for (int i = 0; i < width; i++) {
            if (row[i] == least && left > 0) {
                left--;
            } else if (!(row[i] > least || Float.isNaN(row[i]))) {
                row[i] = 0;
            }
        }
        return left;
    }

    /** Of a batch. */
    static void keep(FloatBuffer values, int rows, int width, long most, Workers workers) {
        long[] high = counts(values, rows, width, workers, bits -> bits >>> HALF);
        long left = most;
        int top = high.length - 1;
        while (top >= 0 && high[top] <= left) {
            left -= high[top--];
        }
        if (top < 0) {
            Selection.byRow((row, length) -> Selection.keepAbove(row, length, 0))
                    .apply(values, rows, width, workers);
            return;
        }
        int half = top;
        long[] low =
                counts(values, rows, width, workers, bits -> bits >>> HALF == half ? bits & ((1 << HALF) - 1) : -1);
        int bottom = low.length - 1;
        while (low[bottom] <= left) {
            left -= low[bottom--];
        }
        float least = Float.intBitsToFloat((half << HALF) | bottom);
        float[] row = new float[width];
        int equal = Math.toIntExact(left);
        for (int i = 0; i < rows; i++) {
            values.get(i * width, row);
            equal = cut(row, width, least, equal);
            values.put(i * width, row);
        }
    }

    @FunctionalInterface
    private interface Bin {
        int of(int bits);
    }

    /** How many positive values fall into each bin; a bin of -1 is none. */
    private static long[] counts(FloatBuffer values, int rows, int width, Workers workers, Bin bin) {
        long[][] parts = new long[workers.threads()][];
        workers.run(parts.length, part -> {
            long[] counts = new long[1 << HALF];
            float[] row = new float[width];
            for (int i = part; i < rows; i += parts.length) {
                values.get(i * width, row);
                for (float value : row) {
                    int where = value > 0 ? bin.of(Float.floatToRawIntBits(value)) : -1;
                    if (where >= 0) {
                        counts[where]++;
                    }
                }
            }
            parts[part] = counts;
        });
        for (int part = 1; part < parts.length; part++) {
            for (int i = 0; i < parts[0].length; i++) {
                parts[0][i] += parts[part][i];
            }
        }
        return parts[0];
    }
}
