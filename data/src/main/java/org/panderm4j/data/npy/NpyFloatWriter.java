package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a float32 array row by row, so that the whole of it need never be in memory.
 *
 * <p>The header has a fixed length; {@link #close} writes the number of rows into it. A file that was not closed can be
 * continued with {@link #resume} from any row that had been forced to disk.
 */
public final class NpyFloatWriter implements AutoCloseable {
    /** Room for any row count, so that the data never moves. */
    private static final int HEADER = 128;

    private final FileChannel channel;
    private final long[] rowShape;
    private final int rowSize;
    private long rows;

    private NpyFloatWriter(FileChannel channel, long[] rowShape, int rowSize) {
        this.channel = channel;
        this.rowShape = rowShape;
        this.rowSize = rowSize;
    }

    /** Starts a new file; an existing one is replaced. */
    public static NpyFloatWriter create(Path file, long... rowShape) throws IOException {
        return open(file, 0, rowShape);
    }

    /**
     * Continues a file after its first {@code rows} rows; whatever stands behind them is cut off.
     *
     * @throws IOException when the file holds fewer rows than that
     */
    public static NpyFloatWriter resume(Path file, long rows, long... rowShape) throws IOException {
        return open(file, rows, rowShape);
    }

    private static NpyFloatWriter open(Path file, long rows, long... rowShape) throws IOException {
        int rowSize = 1;
        for (long axis : rowShape) {
            rowSize = Math.multiplyExact(rowSize, Math.toIntExact(axis));
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = HEADER + rows * rowSize * 4L;
        if (rows > 0 && channel.size() < end) {
            channel.close();
            throw new IOException(file + ": expected at least " + rows + " rows to continue from, found fewer");
        }
        channel.truncate(end);
        NpyFloatWriter writer = new NpyFloatWriter(channel, rowShape.clone(), rowSize);
        writer.rows = rows;
        writer.writeHeader();
        channel.position(end);
        return writer;
    }

    /** Appends whole rows; {@code values} holds a multiple of the row size. */
    public void append(float[] values) throws IOException {
        if (rowSize == 0 ? values.length != 0 : values.length % rowSize != 0) {
            throw new IllegalArgumentException("expected a multiple of " + rowSize + " values, found " + values.length);
        }
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        Npy.writeFully(channel, data);
        rows += rowSize == 0 ? 0 : values.length / rowSize;
    }

    /** Rows written so far, those before a resume included. */
    public long rows() {
        return rows;
    }

    /** Forces the rows written so far to disk. */
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            channel.position(0);
            writeHeader();
            channel.force(false);
        }
    }

    private void writeHeader() throws IOException {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = rows;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        channel.position(0);
        Npy.writeFully(channel, ByteBuffer.wrap(Npy.header(NpyType.FLOAT32, shape, HEADER)));
    }
}
