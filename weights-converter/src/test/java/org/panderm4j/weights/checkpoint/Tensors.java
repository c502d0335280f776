package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.FloatBuffer;

/** Reads whole tensors onto the heap, for tests. */
public final class Tensors {
    private Tensors() {}

    public static float[] floats(TensorSource tensor) throws IOException {
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.elements()));
        tensor.copyTo(values);
        if (values.hasRemaining()) {
            throw new AssertionError(tensor.name() + " left room for " + values.remaining() + " values");
        }
        return values.array();
    }

    /** Bit patterns, so that NaN equals itself and -0 differs from 0. */
    public static int[] bits(TensorSource tensor) throws IOException {
        float[] values = floats(tensor);
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
