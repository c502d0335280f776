package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * Writes a float32 array row by row, so that the whole of it need never be in memory.
 *
 * <p>The header has a fixed length; {@link #close} writes the number of rows into it. A file that was not closed can be
 * continued with {@link #resume} from any row that had been forced to disk.
 */
public final class NpyFloatWriter implements AutoCloseable {
    private static final int PIECE = 1 << 20;

    private final NpyRows array;
    private ByteBuffer piece = ByteBuffer.allocate(0);

    private NpyFloatWriter(NpyRows array) {
        this.array = array;
    }

    /** Starts a new file; an existing one is replaced. */
    public static NpyFloatWriter create(Path file, long... rowShape) throws IOException {
        return resume(file, 0, rowShape);
    }

    /**
     * Continues a file after its first {@code rows} rows; whatever stands behind them is cut off.
     *
     * @throws IOException when the file holds fewer rows than that
     */
    public static NpyFloatWriter resume(Path file, long rows, long... rowShape) throws IOException {
        return new NpyFloatWriter(NpyRows.open(file, NpyType.FLOAT32, rows, rowShape));
    }

    /** Appends whole rows; {@code values} holds a multiple of the row size. */
    public void append(float[] values) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        array.append(data);
    }

    /** Appends whole rows, from position to limit, through a buffer of a mebibyte; the position moves. */
    public void append(FloatBuffer values) throws IOException {
        if (piece.capacity() == 0) {
            piece = ByteBuffer.allocateDirect(Math.max(1, PIECE / array.rowBytes()) * array.rowBytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        while (values.hasRemaining()) {
            int count = Math.min(values.remaining(), piece.capacity() / Float.BYTES);
            piece.clear().limit(count * Float.BYTES);
            piece.asFloatBuffer().put(values.slice(values.position(), count));
            values.position(values.position() + count);
            array.append(piece);
        }
    }

    /** Rows written so far, those before a resume included. */
    public long rows() {
        return array.rows();
    }

    /** Forces the rows written so far to disk. */
    public void force() throws IOException {
        array.force();
    }

    @Override
    public void close() throws IOException {
        array.close();
    }
}
