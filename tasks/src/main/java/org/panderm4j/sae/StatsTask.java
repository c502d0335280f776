package org.panderm4j.sae;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.run.ProgressReport;

/** Looks at a sparse autoencoder, alone or at work on embeddings. */
public final class StatsTask {
    private final SaeFile file;
    private final Workers workers;
    private final ProgressReport progress;

    public StatsTask(SaeFile file, Workers workers, ProgressReport progress) {
        this.file = file;
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * What to measure on.
     *
     * @param embeddings as wide as the network takes them
     * @param network of the file's weights
     * @param batch rows at once
     * @param lambda of the L1 penalty in the loss
     * @param capacity rows of which capacities are told; 0 for none
     * @param seed of which rows these are
     */
    public record Rows(Embeddings embeddings, SaeNetwork network, int batch, double lambda, int capacity, long seed) {}

    /** The dictionary alone. */
    public SaeStats run() {
        return new SaeStats(file, DictionaryHealth.of(file.weights(), workers), Optional.empty());
    }

    /** With embeddings. */
    public SaeStats run(Rows rows) throws IOException {
        EmbeddingsCheck.of(rows.embeddings(), progress);
        RowBatches batches = RowBatches.ofAll(rows.embeddings(), rows.batch());
        Measurement found = Measurement.of(
                rows.network(),
                batches,
                progress.begin("measure", "rows", rows.embeddings().rows()));
        Map<String, Double> figures = found.figures(rows.lambda());
        SaeStats.OnRows use = new SaeStats.OnRows(
                rows.embeddings().rows(), figures, found.firing().densities(), capacities(rows));
        return new SaeStats(file, DictionaryHealth.of(file.weights(), workers), Optional.of(use));
    }

    private double[] capacities(Rows rows) throws IOException {
        int count = Math.min(rows.capacity(), rows.embeddings().rows());
        if (count == 0) {
            return new double[0];
        }
        int m = rows.network().design().features();
        int[] chosen = Arrays.copyOf(
                Permutation.of(rows.embeddings().rows(), new RandomStreams(rows.seed()).stream("capacity")), count);
        Arrays.sort(chosen);
        FloatBuffer learned = ReadAhead.direct(Math.multiplyExact(count, m));
        RowBatches batches = RowBatches.of(rows.embeddings(), chosen, rows.batch());
        try (ReadAhead ahead = batches.open()) {
            int done = 0;
            for (int number = 0; number < batches.count(); number++) {
                FloatBuffer x = ahead.get(number, number + 1 < batches.count() ? number + 1 : -1);
                rows.network().apply(x, batches.size(number), learned.position(done * m), null);
                done += batches.size(number);
            }
        }
        return Capacities.of(learned.clear(), count, m, workers);
    }
}
