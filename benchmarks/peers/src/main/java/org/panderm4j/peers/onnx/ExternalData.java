package org.panderm4j.peers.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file beside a model that holds its weights, since a protobuf message ends at 2 GiB (ONNX, External Data). */
final class ExternalData implements AutoCloseable {
    /** Offsets are multiples of this, so that a runtime may map them. */
    private static final int PAGE = 4096;

    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    ExternalData(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Where values lie in the file, in bytes. */
    record Range(String file, long offset, long length) {}

    /** Appends the buffer's remaining values. */
    Range append(FloatBuffer values) {
        try {
            long offset = (channel.size() + PAGE - 1) / PAGE * PAGE;
            channel.position(offset);
            long length = (long) values.remaining() * Float.BYTES;
            while (values.hasRemaining()) {
                write(values);
            }
            return new Range(file.getFileName().toString(), offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model's weights to " + file, e);
        }
    }

    private void write(FloatBuffer values) throws IOException {
        chunk.clear();
        FloatBuffer floats = chunk.asFloatBuffer();
        int count = Math.min(floats.capacity(), values.remaining());
        floats.put(values.slice(values.position(), count));
        values.position(values.position() + count);
        chunk.limit(count * Float.BYTES);
        while (chunk.hasRemaining()) {
            channel.write(chunk);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
