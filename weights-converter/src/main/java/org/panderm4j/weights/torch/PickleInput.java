package org.panderm4j.weights.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.StoredBytes;

/** A pickle's bytes, read forward through a small buffer; every length is checked before anything is allocated. */
final class PickleInput {
    /** No key or text of a checkpoint is that long. */
    private static final int LONGEST_TEXT = 16 << 20;

    private static final long MOST_TEXT = 256L << 20;

    private final Path file;
    private final StoredBytes source;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    /** Where in the source the buffer's end lies. */
    private long loaded;

    private long textBytes;

    PickleInput(Path file, StoredBytes source) {
        this.file = file;
        this.source = source;
        buffer.limit(0);
    }

    Path file() {
        return file;
    }

    /** Bytes read so far, from the start of the source. */
    long position() {
        return loaded - buffer.remaining();
    }

    long left() {
        return source.size() - position();
    }

    int unsignedByte() throws IOException {
        return need(1).get() & 0xFF;
    }

    int unsignedShort() throws IOException {
        return need(2).getShort() & 0xFFFF;
    }

    int int32() throws IOException {
        return need(4).getInt();
    }

    long unsignedInt() throws IOException {
        return need(4).getInt() & 0xFFFFFFFFL;
    }

    long int64() throws IOException {
        return need(8).getLong();
    }

    /** Pickle writes floats most significant byte first, unlike everything else. */
    double float64() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(int64()));
    }

    String utf8(long bytes) throws IOException {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    byte[] bytes(long count) throws IOException {
        textBytes += check(count);
        if (count > LONGEST_TEXT || textBytes > MOST_TEXT) {
            throw damaged("a text of " + count + " bytes is longer than any checkpoint needs");
        }
        byte[] out = new byte[(int) count];
        for (int done = 0; done < out.length; ) {
            int step = Math.min(out.length - done, need(1).remaining());
            buffer.get(out, done, step);
            done += step;
        }
        return out;
    }

    /** Up to the next line feed, which is left out. */
    String line() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int b = unsignedByte(); b != '\n'; b = unsignedByte()) {
            out.write(b);
            if (++textBytes > MOST_TEXT || out.size() > LONGEST_TEXT) {
                throw damaged("a line is longer than any checkpoint needs");
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Passes over bytes that nobody needs. */
    void skip(long count) throws IOException {
        long rest = check(count);
        if (rest <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) rest);
        } else {
            loaded = position() + rest;
            buffer.position(0).limit(0);
        }
    }

    CheckpointException damaged(String problem) {
        return new CheckpointException(file, "damaged pickle near byte " + position() + ": " + problem);
    }

    private long check(long count) throws IOException {
        if (count < 0 || count > left()) {
            throw damaged("it asks for " + Long.toUnsignedString(count) + " bytes, " + left() + " are left");
        }
        return count;
    }

    private ByteBuffer need(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            if (left() < bytes) {
                throw damaged("cut short");
            }
            long from = position();
            buffer.clear().limit((int) Math.min(buffer.capacity(), source.size() - from));
            source.read(from, buffer);
            loaded = from + buffer.position();
            buffer.flip();
        }
        return buffer;
    }
}
