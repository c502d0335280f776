package org.panderm4j.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file of lines, each on disk before the work that follows it. Lines may be appended by several threads.
 *
 * <p>A line that an interruption cut short does not count and is cut off when the file is opened again, with all behind it.
 *
 * @param <T> what a line says
 */
public final class JournalLines<T> implements AutoCloseable {
    private final FileChannel channel;
    private final List<T> found;

    private JournalLines(FileChannel channel, List<T> found) {
        this.channel = channel;
        this.found = List.copyOf(found);
    }

    /**
     * Opens or begins a journal.
     *
     * @param reader what a line says; empty for a damaged one
     */
    public static <T> JournalLines<T> open(Path file, Function<String, Optional<T>> reader) throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        List<T> found = new ArrayList<>();
        int end = 0; // of the last whole line
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                Optional<T> line = reader.apply(new String(bytes, end, at - end, StandardCharsets.UTF_8));
                if (line.isEmpty()) {
                    break;
                }
                found.add(line.get());
                end = at + 1;
            }
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(end);
        channel.position(end);
        return new JournalLines<>(channel, found);
    }

    /** What the whole lines said when the file was opened. */
    public List<T> found() {
        return found;
    }

    /** Adds a line; when this returns, it is on disk. */
    public synchronized void append(String line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
