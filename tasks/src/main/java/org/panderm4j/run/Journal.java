package org.panderm4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far a run has come, one JSON line a finished batch, each on disk before the next batch begins. */
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

    private final JournalLines<Entry> lines;
    private final List<Entry> entries;

    private Journal(JournalLines<Entry> lines) {
        this.lines = lines;
        this.entries = new ArrayList<>(lines.found());
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
        return new Journal(JournalLines.open(file, line -> parse(line).filter(entry -> entry.inputs() <= most)));
    }

    /** Empty for what is no whole entry: the batch counts as not done. */
    private static Optional<Entry> parse(String line) {
        try {
            return Optional.of(JSON.readValue(line, Entry.class)).filter(entry -> entry.failures() != null);
        } catch (JsonProcessingException e) {
            return Optional.empty();
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
        lines.append(JSON.writeValueAsString(entry));
        entries.add(entry);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
