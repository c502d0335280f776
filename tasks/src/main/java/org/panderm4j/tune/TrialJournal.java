package org.panderm4j.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.run.JournalLines;
import org.panderm4j.run.RunFolder;

/** The trials that are over, each on disk as soon as it is. */
final class TrialJournal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final JournalLines<TrialResult> lines;
    private final Map<Integer, TrialResult> earlier = new HashMap<>();

    private TrialJournal(Path file, JournalLines<TrialResult> lines) {
        this.file = file;
        this.lines = lines;
        lines.found().forEach(result -> earlier.put(result.trial(), result));
    }

    static TrialJournal open(RunFolder run) throws IOException {
        Path file = run.journal(TuneFiles.TRIALS);
        return new TrialJournal(file, JournalLines.open(file, TrialJournal::parse));
    }

    private static Optional<TrialResult> parse(String line) {
        try {
            return Optional.of(JSON.readValue(line, TrialResult.class));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // a damaged tail: that trial counts as not done
        }
    }

    /**
     * What an earlier attempt found.
     *
     * @throws IOException when it tried something else under that number
     */
    Optional<TrialResult> result(int trial, Configuration configuration) throws IOException {
        TrialResult result = earlier.get(trial);
        if (result != null && !result.configuration().equals(configuration)) {
            throw new IOException(file + ": expected trial " + trial + " with " + configuration + ", found "
                    + result.configuration() + "; begin anew with another --out");
        }
        return Optional.ofNullable(result);
    }

    void add(TrialResult result) throws IOException {
        try {
            lines.append(JSON.writeValueAsString(result));
        } catch (IOException e) {
            throw new IOException(
                    file + ": cannot be written (" + e.getMessage() + "); go on by --resume when it can", e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
