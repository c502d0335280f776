package org.panderm4j.nn.sae.fused;

import java.util.Arrays;

/** The activations above 0 of a piece of rows, row by row, features ascending within a row. */
final class Entries {
    private int[] features = new int[256];
    private float[] values = new float[256];
    private float[] slopes = new float[256];
    private final int[] ends;
    private final int[] counts;
    private int rows;
    private int size;

    /**
     * @param rows most of a piece
     * @param features m
     */
    Entries(int rows, int features) {
        ends = new int[rows];
        counts = new int[features];
    }

    void clear() {
        rows = 0;
        size = 0;
        Arrays.fill(counts, 0);
    }

    /** Adds a row. */
    void add(float[] row, int[] active, int count) {
        if (size + count > features.length) {
            int longer = Math.max(size + count, 2 * features.length);
            features = Arrays.copyOf(features, longer);
            values = Arrays.copyOf(values, longer);
            slopes = Arrays.copyOf(slopes, longer);
        }
        for (int i = 0; i < count; i++) {
            int feature = active[i];
            features[size + i] = feature;
            values[size + i] = row[feature];
            counts[feature]++;
        }
        size += count;
        ends[rows++] = size;
    }

    int size() {
        return size;
    }

    /** Where the entries of a row begin, the piece's first row being 0. */
    int from(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    int to(int row) {
        return ends[row];
    }

    int[] features() {
        return features;
    }

    float[] values() {
        return values;
    }

    /** Gradients by the pre-activations, which the way back puts here. */
    float[] slopes() {
        return slopes;
    }

    /** Entries of each feature, [m]. */
    int[] counts() {
        return counts;
    }
}
