package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.panderm4j.nn.tower.Stem;

/** Fills what hides keys: 0 for those that a query sees, the lowest float for the others, as the reference adds it. */
final class Masks {
    private Masks() {}

    /**
     * Hides the keys behind each query.
     *
     * @param mask [squares, n, n]
     */
    static Step causal(Location mask, int squares, int n) {
        float[] square = new float[n * n];
        for (int query = 0; query < n; query++) {
            Arrays.fill(square, query * n + query + 1, (query + 1) * n, -Float.MAX_VALUE);
        }
        return call -> {
            FloatBuffer target = call.floats(mask, (long) squares * square.length);
            for (int i = 0; i < squares; i++) {
                target.put(square);
            }
        };
    }

    /**
     * Hides the keys that are padding.
     *
     * @param mask [segment's count, heads, n, n]
     * @param first the segment's first sequence in its part
     */
    static Step padding(Location mask, Stem stem, Segment segment, int first, int heads) {
        int n = segment.length();
        return call -> {
            FloatBuffer target = call.floats(mask, (long) segment.count() * heads * n * n);
            for (int i = 0; i < segment.count(); i++) {
                float[] row = new float[n];
                for (int k = 0; k < n; k++) {
                    row[k] = Reality.isReal(stem, call.part(), first + i, k) ? 0 : -Float.MAX_VALUE;
                }
                for (int k = 0; k < heads * n; k++) {
                    target.put(row);
                }
            }
        };
    }
}
