package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Rows of a matrix in an {@code .npy} file, read when they are asked for: the file may be larger than memory. Nothing is mapped, so
 * that resident memory stays what the caller asks for. Threads may read side by side.
 *
 * <p>Elements are float32 or float64 (rounded), in C order. An axis of length 1 between rows and columns, as PyTorch modules
 * with components write it, is taken away.
 */
public final class NpyMatrix implements AutoCloseable {
    /** Read at once: large enough that the disk is the limit. */
    private static final int PIECE = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final NpyType type;
    private final long start;
    private final long rows;
    private final int width;

    private NpyMatrix(Path file, FileChannel channel, NpyHeader header) throws IOException {
        this.file = file;
        this.channel = channel;
        this.type = header.type();
        this.start = channel.position();
        long[] shape = header.shape();
        boolean components = shape.length == 3 && shape[1] == 1;
        if (shape.length != 2 && !components) {
            throw new IOException(
                    file + ": expected a matrix (rows, columns), found an array of shape " + Arrays.toString(shape));
        }
        this.rows = shape[0];
        this.width = Math.toIntExact(shape[shape.length - 1]);
    }

    /**
     * Opens a file.
     *
     * @throws IOException in one line when it is missing, damaged, cut short, no matrix, in Fortran order, or not of floating-point
     *     numbers
     */
    public static NpyMatrix open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            NpyHeader header = NpyHeader.read(channel, file);
            NpyMatrix matrix = new NpyMatrix(file, channel, header);
            matrix.check(header);
            return matrix;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void check(NpyHeader header) throws IOException {
        if (!type.isFloatingPoint()) {
            throw new IOException(
                    file + ": expected floating-point numbers, found elements of type '" + type.descriptor() + "'");
        }
        if (width == 0) {
            throw new IOException(file + ": expected at least one column, found none");
        }
        if (header.isFortranOrder() && rows > 1 && width > 1) {
            throw new IOException(file + ": expected rows one behind the other (C order), found Fortran order; save"
                    + " numpy.ascontiguousarray of it");
        }
        long left = channel.size() - start;
        if (left / type.bytes() / width < rows) {
            throw new IOException(file + ": cut short, expected " + rows + " rows of " + width + " columns, found "
                    + left + " bytes, which are " + left / type.bytes() / width + " rows");
        }
    }

    public Path file() {
        return file;
    }

    public long rows() {
        return rows;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Reads rows one after the other through a buffer of its own. Belongs to one thread at a time. */
    public final class Reader {
        private ByteBuffer piece = ByteBuffer.allocate(0);

        private Reader() {}

        /**
         * Reads neighbouring rows.
         *
         * @param first from 0
         * @param target has room for {@code count} rows; its position advances by what they hold
         */
        public void read(long first, int count, FloatBuffer target) throws IOException {
            if (first < 0 || count < 0 || first + count > rows) {
                throw new IndexOutOfBoundsException(
                        file + ": expected rows from 0 to " + rows + ", asked for " + count + " from " + first);
            }
            long position = start + first * width * type.bytes();
            long left = (long) count * width;
            int most = (int) Math.min(left, PIECE / type.bytes());
            if (piece.capacity() < most * type.bytes()) {
                piece = ByteBuffer.allocateDirect(most * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            }
            while (left > 0) {
                int values = (int) Math.min(left, most);
                piece.clear().limit(values * type.bytes());
                fill(piece, position);
                type.toFloats(piece.flip(), target);
                position += (long) values * type.bytes();
                left -= values;
            }
        }
    }

    /** For many reads in a row. */
    public Reader reader() {
        return new Reader();
    }

    /** Reads neighbouring rows, as {@link Reader#read}. */
    public void read(long first, int count, FloatBuffer target) throws IOException {
        reader().read(first, count, target);
    }

    /** One row, [columns]. */
    public float[] row(long row) throws IOException {
        float[] values = new float[width];
        read(row, 1, FloatBuffer.wrap(values));
        return values;
    }

    private void fill(ByteBuffer piece, long position) throws IOException {
        while (piece.hasRemaining()) {
            int read = channel.read(piece, position);
            if (read < 0) {
                throw new IOException(file + ": became shorter while it was read, expected a byte " + position);
            }
            position += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return file + " " + type.descriptor() + "[" + rows + ", " + width + "]";
    }
}
