package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads and writes {@code .npy} files, format version 1.0 to 3.0.
 *
 * <p>Source: the format description in NumPy's own documentation. Arrays of up to 2 GiB; larger ones are refused by name; {@link NpyMatrix} reads them row by row.
 */
public final class Npy {
    private Npy() {}

    /**
     * Reads a whole array.
     *
     * @throws IOException when the file is missing, damaged, cut short, or of an element type not listed in {@link NpyType}
     */
    public static NpyArray read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            NpyHeader header = NpyHeader.read(channel, file);
            NpyType type = header.type();
            long[] shape = header.shape();
            long bytes = byteCount(type, shape, file);
            long left = channel.size() - channel.position();
            if (left < bytes) {
                throw new IOException(file + ": cut short, expected " + bytes + " bytes of data for "
                        + Arrays.toString(shape) + ", found " + left);
            }
            ByteBuffer data = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
            NpyHeader.readFully(channel, data, file);
            return new NpyArray(
                    type,
                    shape,
                    header.isFortranOrder() && shape.length > 1 ? toCOrder(data, type, shape) : data.rewind());
        }
    }

    /** Writes a float32 array in C order. */
    public static void write(Path file, float[] values, long... shape) throws IOException {
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        write(file, NpyType.FLOAT32, data, shape);
    }

    /** Writes an int64 array in C order. */
    public static void write(Path file, long[] values, long... shape) throws IOException {
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(8, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        write(file, NpyType.INT64, data, shape);
    }

    /** Writes a float64 array in C order; no axis at all makes a scalar. */
    public static void write(Path file, double[] values, long... shape) throws IOException {
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(8, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        write(file, NpyType.FLOAT64, data, shape);
    }

    /** Writes a uint8 array in C order. */
    public static void write(Path file, byte[] values, long... shape) throws IOException {
        write(file, NpyType.UINT8, ByteBuffer.wrap(values), shape);
    }

    private static void write(Path file, NpyType type, ByteBuffer data, long... shape) throws IOException {
        if (byteCount(type, shape, file) != data.capacity()) {
            throw new IllegalArgumentException(
                    "expected " + Arrays.toString(shape) + " elements, found " + data.capacity() / type.bytes());
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, ByteBuffer.wrap(NpyHeader.bytes(type, shape, 64)));
            writeFully(channel, data.rewind());
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    private static long byteCount(NpyType type, long[] shape, Path file) throws IOException {
        long bytes = type.bytes();
        for (long axis : shape) {
            bytes = axis < 0 || (axis > 0 && bytes > Integer.MAX_VALUE / axis) ? -1 : bytes * axis;
            if (bytes < 0) {
                throw new IOException(file + ": an array of shape " + Arrays.toString(shape)
                        + " is over the limit of 2 GiB; split it");
            }
        }
        return bytes;
    }

    private static ByteBuffer toCOrder(ByteBuffer fortran, NpyType type, long[] shape) {
        int width = type.bytes();
        ByteBuffer out = ByteBuffer.allocate(fortran.capacity());
        int count = fortran.capacity() / width;
        for (int i = 0; i < count; i++) {
            int rest = i;
            long source = 0;
            long[] index = new long[shape.length];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape[axis];
                rest /= (int) shape[axis];
            }
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                source = source * shape[axis] + index[axis];
            }
            out.put(i * width, fortran, (int) source * width, width);
        }
        return out;
    }
}
