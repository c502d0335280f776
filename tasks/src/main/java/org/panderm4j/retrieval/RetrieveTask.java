package org.panderm4j.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.npy.NpyFloatWriter;
import org.panderm4j.data.npy.WholeMatrix;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.embed.ImageFeatures;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.embed.PreparedInputs;
import org.panderm4j.embed.TextFeatures;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.RetrievalMetrics;
import org.panderm4j.eval.ValidationLoss;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Finds texts by pictures and pictures by texts; writes {@code results.json}, {@code pairs.csv} and {@code report.html}. */
public final class RetrieveTask {
    /** Pairs that the reference contrasts with one another in its validation loss. */
    private static final int LOSS_BATCH = 256;

    private static final String IMAGES = "embeddings/images.npy";
    private static final String TEXTS = "embeddings/texts.npy";

    private final DermModel model;
    private final int batchSize;
    private final ProgressReport progress;

    public RetrieveTask(DermModel model, int batchSize, ProgressReport progress) {
        this.model = model;
        this.batchSize = batchSize;
        this.progress = progress;
    }

    /**
     * Runs, or goes on with an interrupted run.
     *
     * @param table the pairs
     * @param pictures the table's pictures, in its order
     * @return empty if the run was finished before
     * @throws NoUsableInputException when no picture could be used; the folder is left as it was
     */
    public Optional<RetrievalResult> run(
            RetrievalTable table, PreparedInputs pictures, Path out, RunPlan plan, boolean resume) throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            ModelFacts facts = ModelFacts.of(model.files(), model.versions());
            try {
                RetrievalResult result = score(run, table, pictures, plan.seed());
                new RetrievalFiles(model, run, plan).write(table, result);
                run.finish(
                        facts.get(Map.of("table", Digests.ofFile(table.table().file()))));
                return Optional.of(result);
            } catch (NoUsableInputException e) {
                run.abandon();
                throw e;
            }
        }
    }

    private RetrievalResult score(RunFolder run, RetrievalTable table, PreparedInputs pictures, long seed)
            throws IOException {
        ImageFeatures.Settings settings = new ImageFeatures.Settings(Tower.EMBEDDING, true, batchSize);
        List<Failure> failures = new ImageFeatures(model, settings, progress).write(run, IMAGES, pictures);
        List<RetrievalTable.Row> rows = Failure.kept(table.rows(), failures);
        float[][] images = WholeMatrix.read(run.path().resolve(IMAGES));
        float[][] texts = new TextFeatures(model, true, batchSize, progress)
                .of(rows.stream().map(RetrievalTable.Row::caption).toList());
        run.write(TEXTS, file -> write(file, texts));
        RetrievalMetrics ranks = RetrievalMetrics.of(images, texts);
        List<MetricValue> summary = new ArrayList<>(ranks.summary(Bootstrap.of(seed)));
        double loss = ValidationLoss.of(images, texts, Math.exp(model.logitScale()), LOSS_BATCH);
        summary.add(MetricValue.plain("clip_val_loss", rows.size(), loss));
        return new RetrievalResult(rows, ranks, summary, failures);
    }

    private static void write(Path file, float[][] rows) throws IOException {
        try (NpyFloatWriter writer = NpyFloatWriter.create(file, rows[0].length)) {
            for (float[] row : rows) {
                writer.append(row);
            }
        }
    }
}
