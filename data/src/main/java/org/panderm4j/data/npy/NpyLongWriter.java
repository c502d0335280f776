package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Writes an int64 array row by row; {@link #close} writes the number of rows into the header. */
public final class NpyLongWriter implements AutoCloseable {
    private final NpyRows array;

    private NpyLongWriter(NpyRows array) {
        this.array = array;
    }

    /** Starts a new file; an existing one is replaced. */
    public static NpyLongWriter create(Path file, long... rowShape) throws IOException {
        return new NpyLongWriter(NpyRows.open(file, NpyType.INT64, 0, rowShape));
    }

    /** Appends whole rows; {@code values} holds a multiple of the row size. */
    public void append(int[] values) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            data.putLong(value);
        }
        array.append(data.flip());
    }

    @Override
    public void close() throws IOException {
        array.close();
    }
}
