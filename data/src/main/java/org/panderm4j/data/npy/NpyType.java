package org.panderm4j.data.npy;

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

    static NpyType of(String descriptor) {
        for (NpyType type : values()) {
            if (type.descriptor.equals(descriptor)) {
                return type;
            }
        }
        return null;
    }
}
