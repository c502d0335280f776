package org.panderm4j.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the elements of an {@code .npy} file. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record NpyHeader(NpyType type, boolean isFortranOrder, long[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCRIPTOR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
    /** Generous enough for any shape, small enough that a damaged length cannot exhaust memory. */
    private static final int MAX_HEADER = 1 << 16;

    /** Reads it; the channel then stands before the first element. */
    static NpyHeader read(FileChannel channel, Path file) throws IOException {
        String header = text(channel, file);
        return new NpyHeader(
                type(header, file),
                match(FORTRAN, header, "fortran_order", file).equals("True"),
                shape(header, file));
    }

    /** A version 1.0 header whose total length is a multiple of {@code multiple} bytes. */
    static byte[] bytes(NpyType type, long[] shape, int multiple) {
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

    private static String text(FileChannel channel, Path file) throws IOException {
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

    static void readFully(FileChannel channel, ByteBuffer into, Path file) throws IOException {
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
            long[] shape = Arrays.stream(tuple.split(",", -1))
                    .map(String::trim)
                    .filter(part -> !part.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
            if (Arrays.stream(shape).anyMatch(axis -> axis < 0)) {
                throw new IOException(file + ": damaged header, shape (" + tuple + ")");
            }
            return shape;
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
}
