package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.StoredBytes;

/**
 * A deflated zip entry, inflated as it is read and never kept. Reading on is cheap; reading back starts again from the front.
 *
 * <p>torch itself never deflates; tools that repack archives do. The inflater's native memory is freed by its own cleaner.
 */
final class InflatedBytes implements StoredBytes {
    private static final int STEP = 1 << 16;

    private final Path path;
    private final String name;
    private final StoredBytes deflated;
    private final long size;
    private final Inflater inflater = new Inflater(true);
    private final ByteBuffer input = ByteBuffer.allocate(STEP);
    private final ByteBuffer passedOver = ByteBuffer.allocate(STEP);
    private long fed;
    private long position;

    InflatedBytes(Path path, String name, StoredBytes deflated, long size) {
        this.path = path;
        this.name = name;
        this.deflated = deflated;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized void read(long from, ByteBuffer target) throws IOException {
        if (from < position) {
            inflater.reset();
            fed = 0;
            position = 0;
        }
        while (position < from) {
            passedOver.clear().limit((int) Math.min(STEP, from - position));
            inflate(passedOver);
        }
        inflate(target);
    }

    private void inflate(ByteBuffer target) throws IOException {
        try {
            while (target.hasRemaining()) {
                int count = inflater.inflate(target);
                position += count;
                if (count == 0 && !feed()) {
                    throw damaged(null);
                }
            }
        } catch (DataFormatException e) {
            throw damaged(e);
        }
    }

    /** Whether there was more to feed. */
    private boolean feed() throws IOException {
        if (inflater.finished() || inflater.needsDictionary() || fed == deflated.size()) {
            return false;
        }
        input.clear().limit((int) Math.min(STEP, deflated.size() - fed));
        deflated.read(fed, input);
        fed += input.position();
        inflater.setInput(input.flip());
        return true;
    }

    private CheckpointException damaged(DataFormatException cause) {
        String problem = "damaged zip archive: entry " + CheckpointException.quoted(name) + " does not inflate to "
                + size + " bytes";
        return new CheckpointException(path, problem, cause);
    }
}
