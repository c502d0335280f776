package org.panderm4j.dl4j;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.nd4j.HostMemory;

/** Float32 values of ND4J's arrays as buffers, until the next operation on them; on the processor without a copy. */
final class NativeFloats {
    private static final float[] ZEROS = new float[1 << 14];

    private NativeFloats() {}

    /** The values of an array that lie in C order without gaps. */
    static FloatBuffer of(INDArray array) {
        return HostMemory.floats(array);
    }

    static void clear(FloatBuffer values) {
        while (values.hasRemaining()) {
            values.put(ZEROS, 0, Math.min(ZEROS.length, values.remaining()));
        }
    }
}
