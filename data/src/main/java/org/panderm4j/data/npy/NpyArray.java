package org.panderm4j.data.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array read from an {@code .npy} file: a shape and its elements in C order.
 *
 * <p>The typed getters convert; a conversion that would lose digits silently (a float read as an integer) is refused.
 */
public final class NpyArray {
    private final NpyType type;
    private final long[] shape;
    private final ByteBuffer data;

    NpyArray(NpyType type, long[] shape, ByteBuffer data) {
        this.type = type;
        this.shape = shape;
        this.data = data.order(ByteOrder.LITTLE_ENDIAN);
    }

    public NpyType type() {
        return type;
    }

    /** Lengths of the axes, outermost first; empty for a scalar. */
    public long[] shape() {
        return shape.clone();
    }

    /** Length of one axis. */
    public int dim(int axis) {
        return Math.toIntExact(shape[axis]);
    }

    public int rank() {
        return shape.length;
    }

    /** Number of elements. */
    public int size() {
        return data.capacity() / type.bytes();
    }

    /** All elements as float32; float64 is rounded, integers are exact up to 2^24. */
    public float[] floats() {
        float[] out = new float[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = type == NpyType.FLOAT32 ? data.getFloat(4 * i) : (float) doubleAt(i);
        }
        return out;
    }

    public double[] doubles() {
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = doubleAt(i);
        }
        return out;
    }

    /**
     * All elements as integers.
     *
     * @throws IllegalStateException when the file holds floating-point numbers
     */
    public long[] longs() {
        if (type.isFloatingPoint()) {
            throw new IllegalStateException("expected an integer array, found " + type.descriptor());
        }
        long[] out = new long[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = longAt(i);
        }
        return out;
    }

    /**
     * All elements as they lie in the file, one byte each.
     *
     * @throws IllegalStateException when an element is wider than a byte
     */
    public byte[] bytes() {
        if (type.bytes() != 1) {
            throw new IllegalStateException("expected an array of bytes, found " + type.descriptor());
        }
        byte[] out = new byte[size()];
        data.duplicate().get(out);
        return out;
    }

    private double doubleAt(int i) {
        return switch (type) {
            case FLOAT32 -> data.getFloat(4 * i);
            case FLOAT64 -> data.getDouble(8 * i);
            default -> longAt(i);
        };
    }

    private long longAt(int i) {
        return switch (type) {
            case INT64 -> data.getLong(8 * i);
            case INT32 -> data.getInt(4 * i);
            case INT16 -> data.getShort(2 * i);
            case UINT8 -> data.get(i) & 0xFF;
            case INT8, BOOL -> data.get(i);
            default -> throw new IllegalStateException("not an integer type: " + type);
        };
    }

    @Override
    public String toString() {
        return type.descriptor() + Arrays.toString(shape);
    }
}
