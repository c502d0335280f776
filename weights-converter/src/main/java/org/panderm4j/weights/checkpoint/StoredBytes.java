package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A run of bytes that can be read from any position, by several threads at once. */
public interface StoredBytes {
    /** Number of bytes. */
    long size();

    /**
     * Fills the target's remaining room from {@code position} on.
     *
     * @throws CheckpointException when the bytes end before, or cannot be read
     */
    void read(long position, ByteBuffer target) throws IOException;
}
