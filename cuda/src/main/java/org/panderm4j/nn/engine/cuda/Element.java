package org.panderm4j.nn.engine.cuda;

import org.bytedeco.cuda.global.cudart;

/** The number format of an array on the card. */
enum Element {
    F32(4, "f32"),
    BF16(2, "bf16"),
    /** No number: what is only carried along. */
    BYTE(1, "byte");

    /** Bytes of a number. */
    final int bytes;
    /** As the names of kernels have it. */
    final String label;

    Element(int bytes, String label) {
        this.bytes = bytes;
        this.label = label;
    }

    int cublas() {
        return switch (this) {
            case F32 -> cudart.CUDA_R_32F;
            case BF16 -> cudart.CUDA_R_16BF;
            case BYTE -> throw new IllegalStateException("bytes are not multiplied");
        };
    }

    /** Rounds to the nearest bf16, ties to even; what is no number stays none. */
    static short bf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
