package org.panderm4j.dl4j;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Float32 values of ND4J's arrays as buffers, without a copy. */
final class NativeFloats {
    private static final float[] ZEROS = new float[1 << 14];

    private NativeFloats() {}

    /** The values of an array that lie in C order without gaps. */
    static FloatBuffer of(INDArray array) {
        FloatPointer values = new FloatPointer(array.data().addressPointer());
        return values.position(0).capacity(array.length()).asBuffer();
    }

    static void clear(FloatBuffer values) {
        while (values.hasRemaining()) {
            values.put(ZEROS, 0, Math.min(ZEROS.length, values.remaining()));
        }
    }
}
