package org.panderm4j.weights.checkpoint;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

/** Element types of stored tensors; the constants are named as safetensors names them. All are little-endian. */
public enum DType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    /** The type of that name, for example {@code "BF16"}; empty if there is none. */
    public static Optional<DType> named(String name) {
        for (DType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * The element at a byte index, as the nearest float32.
     *
     * @param source little-endian
     */
    public float read(ByteBuffer source, int at) {
        return switch (this) {
            case F32 -> source.getFloat(at);
            case F64 -> (float) source.getDouble(at);
            case F16 -> HalfFloats.fromFloat16(source.getShort(at));
            case BF16 -> HalfFloats.fromBFloat16(source.getShort(at));
            case I64 -> source.getLong(at);
            case I32 -> source.getInt(at);
            case I16 -> source.getShort(at);
            case I8 -> source.get(at);
            case U64 -> unsigned(source.getLong(at));
            case U32 -> source.getInt(at) & 0xFFFFFFFFL;
            case U16 -> source.getShort(at) & 0xFFFF;
            case U8 -> source.get(at) & 0xFF;
            case BOOL -> source.get(at) == 0 ? 0f : 1f;
        };
    }

    /** Converts all remaining elements of a little-endian source; both positions move. */
    public void copy(ByteBuffer source, FloatBuffer target) {
        if (this == F32) {
            target.put(source.asFloatBuffer());
        } else if (this == BF16 || this == F16) {
            HalfFloats.copy(source.asShortBuffer(), target, this == BF16);
        } else {
            for (int at = source.position(); at + bytes <= source.limit(); at += bytes) {
                target.put(read(source, at));
            }
        }
        source.position(source.limit());
    }

    /** Halving keeps the lowest bit alive, so that rounding happens once. */
    private static float unsigned(long value) {
        return value >= 0 ? (float) value : (float) ((value >>> 1) | (value & 1)) * 2f;
    }
}
