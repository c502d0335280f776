package org.panderm4j.data.npy;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Element types of an {@code .npy} file that this package reads. */
public enum NpyType {
    FLOAT32("<f4", 4),
    FLOAT64("<f8", 8),
    INT64("<i8", 8),
    INT32("<i4", 4),
    INT16("<i2", 2),
    UINT8("|u1", 1),
    INT8("|i1", 1),
    BOOL("|b1", 1);

    private final String descriptor;
    private final int bytes;

    NpyType(String descriptor, int bytes) {
        this.descriptor = descriptor;
        this.bytes = bytes;
    }

    /** NumPy's spelling, byte order first. */
    public String descriptor() {
        return descriptor;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    /** float32 or float64. */
    public boolean isFloatingPoint() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** Takes all remaining elements of a floating-point type as float32; both positions move. */
    void toFloats(ByteBuffer elements, FloatBuffer target) {
        if (this == FLOAT32) {
            FloatBuffer floats = elements.asFloatBuffer();
            elements.position(elements.limit());
            target.put(floats);
            return;
        }
        float[] values = new float[elements.remaining() / bytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) elements.getDouble();
        }
        target.put(values);
    }

    static NpyType of(String descriptor) {
        for (NpyType type : values()) {
            if (type.descriptor.equals(descriptor)) {
                return type;
            }
        }
        return null;
    }
}
