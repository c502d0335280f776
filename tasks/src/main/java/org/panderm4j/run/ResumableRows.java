package org.panderm4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.panderm4j.data.npy.NpyFloatWriter;

/**
 * A float32 {@code .npy} result that grows batch by batch and survives an interruption at any moment.
 *
 * <p>Each batch's rows are forced to disk first, then the journal says so; what the journal does not speak of is cut off on
 * resuming. With a deterministic model the finished file is the same, byte for byte, whether or not the run was interrupted.
 */
public final class ResumableRows implements AutoCloseable {
    private final RunFolder folder;
    private final String name;
    private final Journal journal;
    private final NpyFloatWriter rows;
    private final long rowSize;
    private boolean finished;

    private ResumableRows(RunFolder folder, String name, Journal journal, NpyFloatWriter rows, long rowSize) {
        this.folder = folder;
        this.name = name;
        this.journal = journal;
        this.rows = rows;
        this.rowSize = rowSize;
    }

    /**
     * Begins the result, or goes on after its last finished batch; failures of earlier batches join those of the folder.
     *
     * @param name of the result, such as {@code embeddings.npy}
     * @param rowShape of one row
     */
    public static ResumableRows open(RunFolder folder, String name, long... rowShape) throws IOException {
        Path target = folder.place(name);
        Path aside = folder.aside(name);
        if (folder.isResumed() && Files.exists(target)) {
            AsideFile.move(target, aside); // interrupted after this result was done, before the run was
        }
        Journal journal = Journal.open(folder.journal(name));
        try {
            NpyFloatWriter rows = journal.rows() == 0
                    ? NpyFloatWriter.create(aside, rowShape)
                    : NpyFloatWriter.resume(aside, journal.rows(), rowShape);
            folder.failures().addAll(journal.failures());
            return new ResumableRows(
                    folder, name, journal, rows, LongStream.of(rowShape).reduce(1, Math::multiplyExact));
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Inputs handled so far, failed ones included: where to go on. */
    public long inputsDone() {
        return journal.inputs();
    }

    /** Rows written so far. */
    public long rowsDone() {
        return journal.rows();
    }

    /** Inputs that failed so far; the others, in order, are the rows. */
    public List<Failure> failures() {
        return journal.failures();
    }

    /**
     * Adds a batch; when this returns it will not be lost.
     *
     * @param values whole rows
     * @param inputs how many inputs the batch had, failed ones included
     * @param failed those of the batch that gave no row
     * @throws IllegalArgumentException when inputs are not rows and failures together
     */
    public void append(float[] values, int inputs, List<Failure> failed) throws IOException {
        if ((inputs - failed.size()) * rowSize != values.length) {
            throw new IllegalArgumentException("expected a row of " + rowSize + " values or a failure for each of "
                    + inputs + " inputs, found " + values.length + " values and " + failed.size() + " failures");
        }
        try {
            rows.append(values);
            rows.force();
            journal.commit(new Journal.Entry(journal.inputs() + inputs, rows.rows(), List.copyOf(failed)));
        } catch (IOException e) {
            // The system's message, such as that the disk is full, names no file.
            throw new IOException(
                    folder.place(name) + ": cannot be written (" + e.getMessage() + "); go on by --resume when it can",
                    e);
        }
        folder.failures().addAll(failed);
    }

    /** Completes the file and puts it in its place. */
    public void finish() throws IOException {
        finished = true;
        rows.close();
        folder.publish(name);
    }

    /** Without {@link #finish} the result stays aside, to be resumed. */
    @Override
    public void close() throws IOException {
        try (journal) {
            if (!finished) {
                rows.close();
            }
        }
    }
}
