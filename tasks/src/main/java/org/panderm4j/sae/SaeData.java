package org.panderm4j.sae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.run.OpenResources;
import org.panderm4j.run.ProgressReport;

/** Embeddings that are learned from, and those that are held out. */
public final class SaeData implements AutoCloseable {
    private final Embeddings embeddings;
    private final int[] training; // null for all
    private final Optional<Held> heldOut;
    private final OpenResources opened;
    private Optional<Boolean> unit = Optional.empty();

    /** Rows to judge by. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Held(Embeddings embeddings, int[] rows) {
        EmbeddingRows open() {
            return rows == null ? EmbeddingRows.ofAll(embeddings) : EmbeddingRows.of(embeddings, rows);
        }
    }

    private SaeData(Embeddings embeddings, int[] training, Optional<Held> heldOut, OpenResources opened) {
        this.embeddings = embeddings;
        this.training = training;
        this.heldOut = heldOut;
        this.opened = opened;
    }

    /** All rows of some files, none held out. */
    public static SaeData open(List<Path> places) throws IOException {
        OpenResources opened = new OpenResources();
        return new SaeData(opened.add(Embeddings.open(places)), null, Optional.empty(), opened);
    }

    /** With another file that is held out. */
    public static SaeData withValidation(List<Path> places, Path validation) throws IOException {
        OpenResources opened = new OpenResources();
        try {
            Embeddings embeddings = opened.add(Embeddings.open(places));
            Embeddings other = opened.add(Embeddings.open(List.of(validation)));
            if (other.width() != embeddings.width()) {
                throw new IOException(other.files().get(0) + ": expected rows of " + embeddings.width()
                        + " values, as in " + embeddings.files().get(0) + ", found " + other.width());
            }
            return new SaeData(embeddings, null, Optional.of(new Held(other, null)), opened);
        } catch (IOException | RuntimeException e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    /**
     * With some rows, drawn at random, held out.
     *
     * @param share of the rows, above 0 and below 1
     * @throws IOException when that leaves no row on either side
     */
    public static SaeData withShare(List<Path> places, double share, long seed) throws IOException {
        OpenResources opened = new OpenResources();
        try {
            Embeddings embeddings = opened.add(Embeddings.open(places));
            int rows = embeddings.rows();
            int held = (int) Math.round(share * rows);
            if (held < 1 || held >= rows) {
                throw new IOException(
                        embeddings.files().get(0) + ": expected rows to learn from and rows to hold out, found "
                                + (rows - held) + " and " + held + " of " + rows + " by a share of " + share);
            }
            int[] order = Permutation.of(rows, new RandomStreams(seed).stream("sae.held-out"));
            return new SaeData(
                    embeddings,
                    sorted(order, held, rows),
                    Optional.of(new Held(embeddings, sorted(order, 0, held))),
                    opened);
        } catch (IOException | RuntimeException e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static int[] sorted(int[] order, int from, int to) {
        int[] some = Arrays.copyOfRange(order, from, to);
        Arrays.sort(some);
        return some;
    }

    /**
     * Reads all files once.
     *
     * @return their digests
     * @throws IOException in one line when a value is not finite: file, row, column
     */
    public List<String> check(ProgressReport progress) throws IOException {
        EmbeddingsCheck found = EmbeddingsCheck.of(embeddings, progress);
        unit = Optional.of(found.unit());
        if (heldOut.isPresent() && heldOut.get().embeddings() != embeddings) {
            return List.of(
                    found.digest(),
                    EmbeddingsCheck.of(heldOut.get().embeddings(), progress).digest());
        }
        return List.of(found.digest());
    }

    /** Whether every row has length 1; empty before {@link #check}. */
    Optional<Boolean> unit() {
        return unit;
    }

    /** All, those of a share that is held out too. */
    Embeddings embeddings() {
        return embeddings;
    }

    /** Values of a row. */
    public int width() {
        return embeddings.width();
    }

    /** Rows that are learned from. */
    public int rows() {
        return training == null ? embeddings.rows() : training.length;
    }

    /** Whether some rows are held out. */
    public boolean isHeldOut() {
        return heldOut.isPresent();
    }

    /** Closed by the caller. */
    EmbeddingRows training() {
        return training == null ? EmbeddingRows.ofAll(embeddings) : EmbeddingRows.of(embeddings, training);
    }

    /** Closed by the caller. */
    Optional<EmbeddingRows> heldOut() {
        return heldOut.map(Held::open);
    }

    /**
     * At most so many rows to look at the result by: those held out if there are, else of those learned from.
     *
     * @param seed of which they are, if there are more
     */
    RowBatches sample(int most, int batch, long seed) {
        Embeddings of = heldOut.map(Held::embeddings).orElse(embeddings);
        int[] rows = heldOut.isPresent() ? heldOut.get().rows() : training;
        int count = rows == null ? of.rows() : rows.length;
        if (count <= most) {
            return rows == null ? RowBatches.ofAll(of, batch) : RowBatches.of(of, rows, batch);
        }
        int[] places = sorted(Permutation.of(count, new RandomStreams(seed).stream("sae.sample")), 0, most);
        return RowBatches.of(
                of,
                Arrays.stream(places)
                        .map(place -> rows == null ? place : rows[place])
                        .toArray(),
                batch);
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
