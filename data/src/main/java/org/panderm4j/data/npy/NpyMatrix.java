package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Rows of a matrix in an {@code .npy} file, read when they are asked for: the file may be larger than memory. Nothing is mapped, so
 * that resident memory stays what the caller asks for. Threads may read side by side.
 *
 * <p>Elements are float32 or float64 (rounded), in C order. An axis of length 1 between rows and columns, as PyTorch modules
 * with components write it, is taken away; {@link #openRows} takes arrays of more axes, such as pictures.
 */
public final class NpyMatrix implements AutoCloseable {
    /** Read at once: large enough that the disk is the limit. */
    private static final int PIECE = 1 << 20;
    /** As many as an array holds. */
    private static final int MOST_VALUES = Integer.MAX_VALUE / Float.BYTES;

    private final Path file;
    private final FileChannel channel;
    private final NpyType type;
    private final long start;
    private final long rows;
    private final int width;
    private final int[] rowShape;

    private NpyMatrix(Path file, FileChannel channel, NpyHeader header) throws IOException {
        this.file = file;
        this.channel = channel;
        this.type = header.type();
        this.start = channel.position();
        long[] shape = header.shape();
        if (shape.length < 2) {
            throw notRows("expected rows of values, at least two axes", shape);
        }
        this.rows = shape[0];
        this.rowShape = new int[shape.length - 1];
        long values = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            if (shape[axis] < 0 || shape[axis] > MOST_VALUES || values * shape[axis] > MOST_VALUES) {
                throw notRows("expected rows of at most " + MOST_VALUES + " values", shape);
            }
            rowShape[axis - 1] = (int) shape[axis];
            values *= shape[axis];
        }
        this.width = (int) values;
    }

    private IOException notRows(String expected, long... shape) {
        return new IOException(file + ": " + expected + ", found an array of shape " + Arrays.toString(shape));
    }

    /**
     * Opens a file.
     *
     * @throws IOException in one line when it is missing, damaged, cut short, no matrix, in Fortran order, or not of floating-point
     *     numbers
     */
    public static NpyMatrix open(Path file) throws IOException {
        return open(file, true);
    }

    /**
     * Opens an array of two axes or more, of which the first counts the rows: {@link #width} is the product of the others.
     *
     * @throws IOException as {@link #open}, but not for further axes
     */
    public static NpyMatrix openRows(Path file) throws IOException {
        return open(file, false);
    }

    private static NpyMatrix open(Path file, boolean matrixOnly) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            NpyHeader header = NpyHeader.read(channel, file);
            long[] shape = header.shape();
            if (matrixOnly && shape.length != 2 && !(shape.length == 3 && shape[1] == 1)) {
                throw new IOException(file + ": expected a matrix (rows, columns), found an array of shape "
                        + Arrays.toString(shape));
            }
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
            throw notFloats(file, type);
        }
        if (width == 0) {
            throw new IOException(file + ": expected at least one column, found none");
        }
        boolean oneAxis =
                Arrays.stream(header.shape()).filter(length -> length > 1).count() < 2;
        if (header.isFortranOrder() && !oneAxis) {
            throw new IOException(file + ": expected rows one behind the other (C order), found Fortran order; save"
                    + " numpy.ascontiguousarray of it");
        }
        long left = channel.size() - start;
        if (left / type.bytes() / width < rows) {
            throw new IOException(file + ": cut short, expected " + rows + " rows of " + width + " columns, found "
                    + left + " bytes, which are " + left / type.bytes() / width + " rows");
        }
    }

    static IOException notFloats(Path file, NpyType type) {
        return new IOException(file + ": expected floating-point numbers (float32, float64), found elements of type '"
                + type.descriptor() + "'");
    }

    public Path file() {
        return file;
    }

    public long rows() {
        return rows;
    }

    /** Columns: values of a row. */
    public int width() {
        return width;
    }

    /** Length of each axis behind the rows. */
    public int[] rowShape() {
        return rowShape.clone();
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
        String columns = Arrays.stream(rowShape).mapToObj(axis -> ", " + axis).collect(Collectors.joining());
        return file + " " + type.descriptor() + "[" + rows + columns + "]";
    }
}
