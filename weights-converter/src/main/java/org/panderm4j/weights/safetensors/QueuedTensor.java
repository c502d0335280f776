package org.panderm4j.weights.safetensors;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.HalfFloats;

/**
 * A tensor that is to be written.
 *
 * @param piece how many of its values are asked for at a time
 */
record QueuedTensor(String name, DType dtype, List<Long> shape, int elements, int piece, Part values) {
    /** Fills the target with values from {@code start} on. */
    @FunctionalInterface
    interface Part {
        void copyTo(int start, FloatBuffer target) throws IOException;
    }

    /** In the file. */
    long bytes() {
        return (long) elements * dtype.bytes();
    }

    /** Puts the values from {@code start} on into a buffer with room for them as float32, as the file has them. */
    void fill(ByteBuffer buffer, Path file, int start) throws IOException {
        FloatBuffer target = buffer.asFloatBuffer();
        try {
            values.copyTo(start, target);
        } catch (BufferOverflowException e) {
            throw new CheckpointException(file, name, "found more than " + elements + " values");
        }
        if (target.hasRemaining()) {
            throw new CheckpointException(
                    file, name, "expected " + elements + " values, found " + (start + target.position()));
        }
        if (dtype == DType.BF16) {
            narrow(buffer, target.position());
        }
    }

    /** In place: the narrow value never overtakes the wide one. */
    private static void narrow(ByteBuffer buffer, int elements) {
        for (int i = 0; i < elements; i++) {
            buffer.putShort(2 * i, HalfFloats.toBFloat16(buffer.getFloat(4 * i)));
        }
        buffer.limit(2 * elements);
    }
}
