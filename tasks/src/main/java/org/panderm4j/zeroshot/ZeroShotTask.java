package org.panderm4j.zeroshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.panderm4j.data.npy.WholeMatrix;
import org.panderm4j.data.table.ZeroShotTable;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.embed.ImageFeatures;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.embed.PreparedInputs;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.ClassificationMetrics;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ZeroShotClassifier;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Scores data sets and writes {@code summary.csv}, {@code results.json}, predictions, embeddings and {@code report.html}. */
public final class ZeroShotTask {
    private final DermModel model;
    private final Settings settings;
    private final ProgressReport progress;

    /** Makes the prepared pictures of a list of files. */
    @FunctionalInterface
    public interface PictureSource {
        PreparedInputs of(List<Path> files);
    }

    /**
     * How to score.
     *
     * @param templates prompts of each class
     * @param batchSize pictures in one pass of the network
     * @param seed of the bootstrap
     * @param pictures decodes and transforms
     */
    public record Settings(PromptTemplates templates, int batchSize, long seed, PictureSource pictures) {}

    public ZeroShotTask(DermModel model, Settings settings, ProgressReport progress) {
        this.model = model;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs, or goes on with an interrupted run.
     *
     * @return the scored sets, a set without any usable picture left out; empty if the run was finished before
     * @throws NoUsableInputException when no set has a usable picture; nothing of the run is left then
     */
    public List<DataSetResult> run(List<DataSet> dataSets, Path out, RunPlan plan, boolean resume) throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return List.of();
            }
            ModelFacts facts = ModelFacts.of(model.files(), model.versions());
            List<DataSetResult> results = score(run, dataSets);
            new ZeroShotFiles(model, run, settings, plan).write(results);
            run.finish(facts.get(tableDigests(dataSets)));
            return results;
        }
    }

    private List<DataSetResult> score(RunFolder run, List<DataSet> dataSets) throws IOException {
        List<DataSetResult> results = new ArrayList<>();
        List<NoUsableInputException> unusable = new ArrayList<>();
        for (DataSet dataSet : dataSets) {
            try {
                results.add(score(run, dataSet));
            } catch (NoUsableInputException e) {
                unusable.add(e);
            }
        }
        if (results.isEmpty()) {
            run.abandon();
            throw unusable.get(0);
        }
        return results;
    }

    private DataSetResult score(RunFolder run, DataSet dataSet) throws IOException {
        ZeroShotClassifier classifier =
                model.scorer(dataSet.labels().classes(), settings.templates()).classifier();
        String file = "embeddings/" + dataSet.name() + ".npy";
        ImageFeatures.Settings features = new ImageFeatures.Settings(Tower.EMBEDDING, false, settings.batchSize());
        List<Failure> failures = new ImageFeatures(model, features, progress)
                .write(run, file, settings.pictures().of(dataSet.pictures()));
        float[][] embeddings = WholeMatrix.read(run.path().resolve(file));
        List<ZeroShotTable.Row> scored = Failure.kept(dataSet.table().rows(), failures);
        int[] labels = scored.stream().mapToInt(ZeroShotTable.Row::label).toArray();
        Predictions predictions = Predictions.of(labels, classifier.probabilities(embeddings));
        ClassificationMetrics metrics = ClassificationMetrics.of(predictions, classifier.logits(embeddings));
        return new DataSetResult(dataSet, scored, metrics, metrics.summary(Bootstrap.of(settings.seed())), failures);
    }

    private static Map<String, String> tableDigests(List<DataSet> dataSets) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (DataSet dataSet : dataSets) {
            digests.put(
                    dataSet.name() + " table",
                    Digests.ofFile(dataSet.table().table().file()));
        }
        return digests;
    }
}
