package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An array file that grows row by row; the header has a fixed length and is written anew at the end. */
final class NpyRows implements AutoCloseable {
    /** Room for any row count, so that the data never moves. */
    private static final int HEADER = 128;

    private final FileChannel channel;
    private final NpyType type;
    private final long[] rowShape;
    private final int rowSize;
    private long rows;

    private NpyRows(FileChannel channel, NpyType type, long[] rowShape, int rowSize) {
        this.channel = channel;
        this.type = type;
        this.rowShape = rowShape;
        this.rowSize = rowSize;
    }

    /** Opens a file behind its first {@code rows} rows and cuts off the rest. */
    static NpyRows open(Path file, NpyType type, long rows, long... rowShape) throws IOException {
        int rowSize = 1;
        for (long axis : rowShape) {
            rowSize = Math.multiplyExact(rowSize, Math.toIntExact(axis));
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = HEADER + rows * rowSize * type.bytes();
        if (rows > 0 && channel.size() < end) {
            channel.close();
            throw new IOException(file + ": expected at least " + rows + " rows to continue from, found fewer");
        }
        channel.truncate(end);
        NpyRows array = new NpyRows(channel, type, rowShape.clone(), rowSize);
        array.rows = rows;
        array.writeHeader();
        channel.position(end);
        return array;
    }

    /** Appends the elements in {@code data}, of which there must be a multiple of the row size. */
    void append(ByteBuffer data) throws IOException {
        int values = data.remaining() / type.bytes();
        if (rowSize == 0 ? values != 0 : values % rowSize != 0) {
            throw new IllegalArgumentException("expected a multiple of " + rowSize + " values, found " + values);
        }
        Npy.writeFully(channel, data);
        rows += rowSize == 0 ? 0 : values / rowSize;
    }

    /** At least 1, so that it divides. */
    int rowBytes() {
        return Math.max(1, rowSize) * type.bytes();
    }

    long rows() {
        return rows;
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            writeHeader();
            channel.force(false);
        }
    }

    private void writeHeader() throws IOException {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = rows;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        channel.position(0);
        Npy.writeFully(channel, ByteBuffer.wrap(NpyHeader.bytes(type, shape, HEADER)));
    }
}
