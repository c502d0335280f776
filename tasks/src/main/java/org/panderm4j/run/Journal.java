package org.panderm4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a run has come, one JSON line a finished batch, each on disk before the next batch begins.
 *
 * <p>A line that an interruption cut short does not count and is cut off when the journal is opened again.
 */
final class Journal implements AutoCloseable {
    static final String SUFFIX = ".journal";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One line.
     *
     * @param inputs handled so far, failed ones included
     * @param rows written so far
     * @param failures of this batch
     */
    record Entry(long inputs, long rows, List<Failure> failures) {}

    private final FileChannel channel;
    private final List<Entry> entries;

    private Journal(FileChannel channel, List<Entry> entries) {
        this.channel = channel;
        this.entries = entries;
    }

    /** Opens or begins the journal of a result. */
    static Journal open(Path file) throws IOException {
        return open(file, Long.MAX_VALUE);
    }

    /**
     * Opens or begins a journal, of which only the beginning counts.
     *
     * @param most inputs handled; entries that speak of more are cut off
     */
    static Journal open(Path file, long most) throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        List<Entry> entries = new ArrayList<>();
        int end = 0; // of the last whole line
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                Entry entry = parse(new String(bytes, end, at - end, StandardCharsets.UTF_8));
                if (entry == null || entry.inputs() > most) {
                    break;
                }
                entries.add(entry);
                end = at + 1;
            }
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(end);
        channel.position(end);
        return new Journal(channel, entries);
    }

    /** Null for what is no whole entry. */
    private static Entry parse(String line) {
        try {
            Entry entry = JSON.readValue(line, Entry.class);
            return entry.failures() == null ? null : entry;
        } catch (JsonProcessingException e) {
            return null; // a damaged tail: the batch counts as not done
        }
    }

    /** Inputs handled so far. */
    long inputs() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).inputs();
    }

    /** Rows written so far. */
    long rows() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).rows();
    }

    /** Failures of all batches done. */
    List<Failure> failures() {
        return entries.stream().flatMap(entry -> entry.failures().stream()).toList();
    }

    /** Adds a batch; when this returns, it is on disk. The rows it speaks of must be there already. */
    void commit(Entry entry) throws IOException {
        byte[] line = (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
        entries.add(entry);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
