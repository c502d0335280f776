package org.panderm4j.nn.engine;

import java.util.Arrays;

/**
 * A float32 array on the heap.
 *
 * @param values elements in C order
 * @param shape lengths of the axes, outermost first
 */
public record Tensor(float[] values, long... shape) {
    public Tensor {
        long size = 1;
        for (long axis : shape) {
            size *= axis;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "expected " + size + " values for shape " + Arrays.toString(shape) + ", found " + values.length);
        }
    }

    /** Rows of equal length as one array [rows, length]. */
    public static Tensor ofRows(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return new Tensor(values, rows.length, width);
    }

    /** The first axis taken apart: [b, ...] as b arrays. */
    public float[][] rows() {
        int count = Math.toIntExact(shape[0]);
        int size = count == 0 ? 0 : values.length / count;
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(values, i * size, (i + 1) * size);
        }
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && Arrays.equals(shape, tensor.shape)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
