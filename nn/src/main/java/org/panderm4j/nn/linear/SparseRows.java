package org.panderm4j.nn.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of features of which most are 0, such as the activations of a sparse autoencoder: of each row only what is not 0 is kept, as
 * float32 with its place, 8 bytes each.
 */
public final class SparseRows {
    private final int width;
    private final int[][] places; // [n][non-zero], ascending
    private final float[][] values; // [n][non-zero]

    private SparseRows(int width, int[][] places, float[][] values) {
        this.width = width;
        this.places = places;
        this.values = values;
    }

    /** Collects rows one after the other. */
    public static final class Builder {
        private final int width;
        private final int[] place;
        private final float[] value;
        private final List<int[]> places = new ArrayList<>();
        private final List<float[]> values = new ArrayList<>();

        /** @param width m, of every row */
        public Builder(int width) {
            if (width < 1) {
                throw new IllegalArgumentException("expected rows of at least 1 feature, found " + width);
            }
            this.width = width;
            this.place = new int[width];
            this.value = new float[width];
        }

        /**
         * Copies a row.
         *
         * @param row [m], each value finite
         * @throws IllegalArgumentException when it is of another length, or a value is not finite
         */
        public Builder add(float[] row) {
            if (row.length != width) {
                throw new IllegalArgumentException(
                        "row " + places.size() + ": expected " + width + " features, found " + row.length);
            }
            int count = 0;
            for (int j = 0; j < width; j++) {
                if (row[j] != 0) {
                    if (!Float.isFinite(row[j])) {
                        throw new IllegalArgumentException(
                                "row " + places.size() + ": expected finite features, found " + row[j]);
                    }
                    place[count] = j;
                    value[count++] = row[j];
                }
            }
            places.add(Arrays.copyOf(place, count));
            values.add(Arrays.copyOf(value, count));
            return this;
        }

        public SparseRows build() {
            return new SparseRows(width, places.toArray(int[][]::new), values.toArray(float[][]::new));
        }
    }

    /** Copies rows of equal length, at least one. */
    public static SparseRows of(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("expected at least one row, found none");
        }
        Builder builder = new Builder(rows[0].length);
        for (float[] row : rows) {
            builder.add(row);
        }
        return builder.build();
    }

    /** n. */
    public int rows() {
        return places.length;
    }

    /** m. */
    public int width() {
        return width;
    }

    /** How many values are kept. */
    public long nonZeros() {
        long count = 0;
        for (int[] row : places) {
            count += row.length;
        }
        return count;
    }

    /** A row with its zeros, [m]. */
    public float[] row(int row) {
        float[] whole = new float[width];
        for (int i = 0; i < places[row].length; i++) {
            whole[places[row][i]] = values[row][i];
        }
        return whole;
    }

    /** Inner product with a vector, summed in the order of the features. */
    public double dot(int row, double[] vector) {
        int[] at = places[row];
        float[] of = values[row];
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            sum += vector[at[i]] * of[i];
        }
        return sum;
    }

    /** Places of a row's values. Not to be changed. */
    int[] places(int row) {
        return places[row];
    }

    /** A row's values that are not 0. Not to be changed. */
    float[] values(int row) {
        return values[row];
    }
}
