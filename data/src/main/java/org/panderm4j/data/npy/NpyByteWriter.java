package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Writes a uint8 array row by row; {@link #close} writes the number of rows into the header. */
public final class NpyByteWriter implements AutoCloseable {
    private final NpyRows array;

    private NpyByteWriter(NpyRows array) {
        this.array = array;
    }

    /** Starts a new file; an existing one is replaced. */
    public static NpyByteWriter create(Path file, long... rowShape) throws IOException {
        return new NpyByteWriter(NpyRows.open(file, NpyType.UINT8, 0, rowShape));
    }

    /** Appends whole rows; {@code values} holds a multiple of the row size. */
    public void append(byte[] values) throws IOException {
        array.append(ByteBuffer.wrap(values));
    }

    @Override
    public void close() throws IOException {
        array.close();
    }
}
