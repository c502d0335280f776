package org.panderm4j.nn.sae.fused;

import java.util.Arrays;

/** Counts the activations of a batch that are above 0, and adds them up, where they are too many to be listed. */
final class Counting {
    private static final float LARGE = 0x1p100f;

    private final PieceSums counts;
    private final PieceSums sums;

    Counting(int features) {
        counts = new PieceSums(features);
        sums = new PieceSums(features);
    }

    void set(Activations activations, int rows) {
        counts.clear(Pieces.of(rows).count());
        sums.clear(Pieces.of(rows).count());
        activations.forEach(rows, () -> this, (own, piece, row, values) -> {
            count(values, counts.of(piece));
            Vectors.add(values, sums.of(piece));
        });
    }

    /** Adds 1 where a value is above 0; the smallest one that there is times 2^200 is above 1. */
    private static void count(float[] values, float[] counts) {
        for (int j = 0; j < counts.length; j++) {
            counts[j] += Math.min(values[j] * LARGE * LARGE, 1);
        }
    }

    /** Keeps a slope plus {@code shift} where the activation is above 0. */
    static void mask(float[] values, float shift, float[] slopes) {
        for (int j = 0; j < slopes.length; j++) {
            slopes[j] = (slopes[j] + shift) * Math.min(values[j] * LARGE * LARGE, 1);
        }
    }

    /** Rows in which each feature is active, [m]. */
    int[] fired() {
        return Arrays.stream(counts.total()).mapToInt(count -> (int) count).toArray();
    }

    double sum() {
        return Arrays.stream(sums.total()).sum();
    }
}
