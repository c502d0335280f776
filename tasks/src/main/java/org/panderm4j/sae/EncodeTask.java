package org.panderm4j.sae;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.panderm4j.data.npy.NpyFloatWriter;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.run.ProgressReport;

/** Writes the learned activations of embeddings, (rows, features) float32, a batch at a time. */
public final class EncodeTask {
    private final Embeddings embeddings;
    private final SaeNetwork network;
    private final int batch;
    private final ProgressReport progress;

    /**
     * What was written.
     *
     * @param active features that are active in any row
     * @param l0 mean number of active features of a row
     */
    public record Result(int rows, int features, int active, double l0) {}

    /**
     * @param embeddings as wide as the network takes them
     * @param batch rows at once, at least 1
     */
    public EncodeTask(Embeddings embeddings, SaeNetwork network, int batch, ProgressReport progress) {
        this.embeddings = embeddings;
        this.network = network;
        this.batch = batch;
        this.progress = progress;
    }

    /**
     * Writes all rows.
     *
     * @param file is worth nothing unless this returns
     * @throws IOException in one line, when a row is not finite or the disk has not the room
     */
    public Result run(Path file) throws IOException {
        int rows = embeddings.rows();
        int features = network.design().features();
        requireRoom(file.toAbsolutePath().getParent(), (long) rows * features * Float.BYTES);
        ProgressReport.Step step = progress.begin("encode", "rows", rows);
        FiniteRows finite = new FiniteRows(embeddings);
        RowBatches batches = RowBatches.ofAll(embeddings, batch);
        FloatBuffer learned = ReadAhead.direct(Math.multiplyExact(batches.batch(), features));
        Firing firing = new Firing(features);
        int done = 0;
        try (ReadAhead ahead = batches.open();
                NpyFloatWriter writer = NpyFloatWriter.create(file, features)) {
            for (int number = 0; number < batches.count(); number++) {
                int count = batches.size(number);
                FloatBuffer x = ahead.get(number, number + 1 < batches.count() ? number + 1 : -1);
                finite.require(done, count, x);
                network.apply(x, count, learned.clear(), null);
                firing.add(learned, count);
                append(writer, learned.limit(count * features), file);
                done += count;
                step.reach(done);
            }
        }
        return new Result(rows, features, firing.active(), firing.l0());
    }

    private static void append(NpyFloatWriter writer, FloatBuffer learned, Path file) throws IOException {
        try {
            writer.append(learned);
        } catch (IOException e) {
            throw new IOException(
                    file + ": cannot be written (" + e.getMessage() + "); make room or choose another --out", e);
        }
    }

    /** Refuses a disk that has not the room. */
    static void requireRoom(Path folder, long bytes) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        if (usable < bytes) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: expected %.1f GB of free disk for the activations, found %.1f GB; make room or choose another --out",
                    folder,
                    bytes / 1e9,
                    usable / 1e9));
        }
    }
}
