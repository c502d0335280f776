package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Single elements of stored bytes, through a buffer that follows the reader. */
final class Window {
    private final StoredBytes bytes;
    private final DType dtype;
    private final ByteBuffer buffer;
    private long start;
    private long end;

    Window(StoredBytes bytes, DType dtype, ByteBuffer buffer) {
        this.bytes = bytes;
        this.dtype = dtype;
        this.buffer = buffer;
    }

    float at(long element) throws IOException {
        if (element < start || element >= end) {
            load(element);
        }
        return dtype.read(buffer, (int) (element - start) * dtype.bytes());
    }

    private void load(long element) throws IOException {
        int width = dtype.bytes();
        long stored = bytes.size() / width;
        int count = (int) Math.min(buffer.capacity() / width, stored - element);
        buffer.clear().limit(count * width);
        bytes.read(element * width, buffer);
        start = element;
        end = element + count;
    }
}
