package org.panderm4j.nn.train;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** A parameter on the heap, for scalars and small heads. */
public final class ArrayParameter implements Parameter {
    private final String name;
    private final long[] shape;
    private final float[] values;
    private final float[] gradient;

    /**
     * @param values in C order; used as they are, not copied
     * @param shape outermost axis first; none for a scalar
     */
    public ArrayParameter(String name, float[] values, long... shape) {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException("parameter " + name + ": expected " + size + " values for shape "
                    + Arrays.toString(shape) + ", found " + values.length);
        }
        this.name = name;
        this.shape = shape.clone();
        this.values = values;
        this.gradient = new float[values.length];
    }

    /** A single number. */
    public static ArrayParameter scalar(String name, double value) {
        return new ArrayParameter(name, new float[] {(float) value});
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public FloatBuffer value() {
        return FloatBuffer.wrap(values);
    }

    @Override
    public FloatBuffer gradient() {
        return FloatBuffer.wrap(gradient);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
