package org.panderm4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Failures of a run that goes on from snapshots: which there had been when each snapshot was taken. What was met later is met again.
 *
 * <p>The file is a trace of the work: a finished run has its failures in {@code failures.csv} and no journal.
 */
public final class FailureJournal implements AutoCloseable {
    private final Path file;
    private final Failures failures;
    /** Null until something has failed: a run without failures leaves no file. */
    private Journal journal;

    private int written;

    private FailureJournal(Path file, Failures failures) {
        this.file = file;
        this.failures = failures;
    }

    /**
     * Opens the journal and adds what it tells to the failures of the run, behind those that the run finds anew whenever it begins.
     *
     * @param folder where snapshots lie; nothing is made in it before something has failed
     * @param step of the snapshot from which the run goes on; what was noted for later ones is cut off. Below 0 if there is none
     */
    public static FailureJournal open(Path folder, Failures failures, long step) throws IOException {
        FailureJournal opened = new FailureJournal(folder.resolve(".failures" + Journal.SUFFIX), failures);
        if (Files.exists(opened.file)) {
            opened.journal = Journal.open(opened.file, step);
            failures.addAll(opened.journal.failures());
        }
        opened.written = failures.count();
        return opened;
    }

    /**
     * Notes the failures so far, before the snapshot takes its place: should that not come about, they are cut off again. When this
     * returns they are on disk.
     *
     * @param step of the snapshot
     */
    public void commit(long step) throws IOException {
        List<Failure> news = failures.from(written);
        if (news.isEmpty()) {
            return;
        }
        try {
            if (journal == null) {
                Files.createDirectories(file.getParent());
                journal = Journal.open(file);
            }
            journal.commit(new Journal.Entry(step, written + news.size(), news));
        } catch (IOException e) {
            throw new IOException(
                    file + ": cannot be written (" + e.getMessage() + "); go on by --resume when it can", e);
        }
        written += news.size();
    }

    @Override
    public void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }
}
