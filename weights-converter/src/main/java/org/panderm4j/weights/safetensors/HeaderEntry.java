package org.panderm4j.weights.safetensors;

import java.nio.file.Path;
import java.util.List;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;

/** One tensor of a header: {@code begin} (inclusive) and {@code end} (exclusive) are bytes from the start of the data. */
record HeaderEntry(String name, DType dtype, List<Long> shape, long begin, long end) {
    /**
     * Checks one entry against the data.
     *
     * @param data bytes behind the header
     */
    void check(Path file, long data) throws CheckpointException {
        if (begin < 0 || end < begin || end > data) {
            throw new CheckpointException(
                    file,
                    name,
                    "its bytes " + begin + " to " + end + " leave the data of " + data + " bytes; was the file cut?");
        }
        long bytes = bytes(file);
        if (bytes != end - begin) {
            throw new CheckpointException(
                    file, name, "expected " + bytes + " bytes for " + dtype + " " + shape + ", found " + (end - begin));
        }
    }

    private long bytes(Path file) throws CheckpointException {
        try {
            return shape.stream().reduce((long) dtype.bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new CheckpointException(file, name, "impossible shape " + shape);
        }
    }
}
