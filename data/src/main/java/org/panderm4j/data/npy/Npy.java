package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes {@code .npy} files, format version 1.0 to 3.0.
 *
 * <p>Source: the format description in NumPy's own documentation. Arrays of up to 2 GiB; larger ones are refused by name.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCRIPTOR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
    /** Generous enough for any shape, small enough that a damaged length cannot exhaust memory. */
    private static final int MAX_HEADER = 1 << 16;

    private Npy() {}

    /**
     * Reads a whole array.
     *
     * @throws IOException when the file is missing, damaged, cut short, or of an element type not listed in {@link NpyType}
     */
    public static NpyArray read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            String header = readHeader(channel, file);
            NpyType type = type(header, file);
            long[] shape = shape(header, file);
            long bytes = byteCount(type, shape, file);
            long left = channel.size() - channel.position();
            if (left < bytes) {
                throw new IOException(file + ": cut short, expected " + bytes + " bytes of data for "
                        + Arrays.toString(shape) + ", found " + left);
            }
            ByteBuffer data = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
            readFully(channel, data, file);
            boolean fortran = match(FORTRAN, header, "fortran_order", file).equals("True");
            return new NpyArray(type, shape, fortran && shape.length > 1 ? toCOrder(data, type, shape) : data.rewind());
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
            writeFully(channel, ByteBuffer.wrap(header(type, shape, 64)));
            writeFully(channel, data.rewind());
        }
    }

    /** A version 1.0 header whose total length is a multiple of {@code multiple} bytes. */
    static byte[] header(NpyType type, long[] shape, int multiple) {
        StringBuilder axes = new StringBuilder();
        for (long axis : shape) {
            axes.append(axis).append(shape.length == 1 ? "," : ", ");
        }
        String tuple = shape.length > 1 ? axes.substring(0, axes.length() - 2) : axes.toString();
        String text = "{'descr': '" + type.descriptor() + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int total = (MAGIC.length + 4 + text.length() + 1 + multiple - 1) / multiple * multiple;
        ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - MAGIC.length - 4));
        out.put(text.getBytes(StandardCharsets.US_ASCII));
        while (out.position() < total - 1) {
            out.put((byte) ' ');
        }
        return out.put((byte) '\n').array();
    }

    static void writeFully(FileChannel channel, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    private static String readHeader(FileChannel channel, Path file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(8);
        readFully(channel, start, file);
        if (!Arrays.equals(MAGIC, Arrays.copyOf(start.array(), MAGIC.length))) {
            throw new IOException(file + ": not an .npy file (the first six bytes are not \\x93NUMPY)");
        }
        ByteBuffer length = ByteBuffer.allocate(start.get(6) == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, length, file);
        long bytes = length.capacity() == 2 ? length.getShort(0) & 0xFFFF : length.getInt(0) & 0xFFFFFFFFL;
        if (bytes > MAX_HEADER) {
            throw new IOException(file + ": damaged header, it claims " + bytes + " bytes");
        }
        ByteBuffer text = ByteBuffer.allocate((int) bytes);
        readFully(channel, text, file);
        return new String(text.array(), StandardCharsets.UTF_8);
    }

    private static void readFully(FileChannel channel, ByteBuffer into, Path file) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new IOException(file + ": cut short at byte " + Files.size(file));
            }
        }
    }

    private static NpyType type(String header, Path file) throws IOException {
        String descriptor = match(DESCRIPTOR, header, "descr", file);
        NpyType type = NpyType.of(descriptor);
        if (type == null) {
            throw new IOException(file + ": element type '" + descriptor + "' is not supported; expected one of "
                    + Arrays.stream(NpyType.values()).map(NpyType::descriptor).toList());
        }
        return type;
    }

    private static long[] shape(String header, Path file) throws IOException {
        String tuple = match(SHAPE, header, "shape", file);
        try {
            return Arrays.stream(tuple.split(",", -1))
                    .map(String::trim)
                    .filter(part -> !part.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException(file + ": damaged header, shape (" + tuple + ")", e);
        }
    }

    private static String match(Pattern pattern, String header, String key, Path file) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException(file + ": damaged header, no '" + key + "'");
        }
        return matcher.group(1);
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
