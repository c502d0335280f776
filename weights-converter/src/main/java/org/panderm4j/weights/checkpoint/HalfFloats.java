package org.panderm4j.weights.checkpoint;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** The two 16-bit floating-point formats: IEEE 754 binary16 and bfloat16 (the upper half of a float32). */
public final class HalfFloats {
    private static final int CHUNK = 4096;

    private HalfFloats() {}

    /** Exact: every binary16 value is a float32 value. NaN keeps its payload. */
    public static float fromFloat16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0x1F) {
            return Float.intBitsToFloat(sign | 0x7F800000 | (fraction << 13));
        }
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | ((exponent + 127 - 15) << 23) | (fraction << 13));
    }

    /** Exact. */
    public static float fromBFloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /**
     * Converts all remaining elements; both positions move. Arrays of a few kilobytes stand between the buffers: that is about
     * twice as fast as going through buffers element by element.
     *
     * @param brain whether they are bfloat16, not binary16
     */
    static void copy(ShortBuffer source, FloatBuffer target, boolean brain) {
        short[] halves = new short[Math.min(CHUNK, source.remaining())];
        float[] floats = new float[halves.length];
        while (source.hasRemaining()) {
            int count = Math.min(CHUNK, source.remaining());
            source.get(halves, 0, count);
            for (int i = 0; i < count; i++) {
                floats[i] = brain ? fromBFloat16(halves[i]) : fromFloat16(halves[i]);
            }
            target.put(floats, 0, count);
        }
    }

    /** The nearest bfloat16, ties to even; overflow gives infinity, NaN stays NaN. */
    public static short toBFloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            // Rounding could carry a NaN's fraction away and leave infinity: cut instead, and keep one bit set.
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
