package org.panderm4j.data.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Memory of a decoded picture, kept for the next one: a decoder's own, outside of the Java heap, and an array. Both are kept as large
 * as the last picture; pictures of one size are decoded without asking the system for memory.
 *
 * <p>Owned by the caller, who closes it; one thread at a time.
 */
public final class DecodeBuffer implements AutoCloseable {
    private final Mat mat = new Mat();
    private byte[] bytes = new byte[0];

    /** What the decoder writes to, by its own allocation. */
    Mat mat() {
        return mat;
    }

    /** An array of this length; its content is lost with the next call. */
    byte[] bytes(int length) {
        bytes = bytes.length == length ? bytes : new byte[length];
        return bytes;
    }

    @Override
    public void close() {
        mat.close();
    }
}
