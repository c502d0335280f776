package org.panderm4j.sae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.Stopping;
import org.panderm4j.train.TrainingLoop;
import org.panderm4j.train.TrainingRun;

/** Trains a sparse autoencoder on embeddings and leaves a run folder. */
public final class SaeTrainTask {
    private static final String TASK = "sae train";

    private final SaeData data;
    private final SaeTrainingOptions options;
    private final Output output;
    private final ProgressReport progress;
    private final Consumer<String> notes;

    /**
     * What is kept.
     *
     * @param snapshotEvery steps from one snapshot to the next; 0 for one at the end alone
     * @param torch whether the reference's form is written too
     * @param activations whether those of all rows are written too
     */
    public record Output(long snapshotEvery, boolean torch, boolean activations) {}

    /**
     * How a run has ended.
     *
     * @param training steps and why it ended
     * @param metrics of the last epoch, by name; empty after an interruption
     */
    public record Result(TrainingResult training, Map<String, Double> metrics) {
        public boolean interrupted() {
            return training.end() == TrainingResult.End.STOPPED;
        }
    }

    /**
     * @param data closed by the caller
     * @param notes told what a user should know
     */
    public SaeTrainTask(
            SaeData data, SaeTrainingOptions options, Output output, ProgressReport progress, Consumer<String> notes) {
        this.data = data;
        this.options = options;
        this.output = output;
        this.progress = progress;
        this.notes = notes;
    }

    /**
     * Runs, or goes on with an interrupted run.
     *
     * @param digests of the data, see {@link SaeData#check}
     * @return empty if the run was finished before
     * @throws IOException in one line when the folder cannot be used, the disk has not the room, or something is not finite
     */
    public Optional<Result> run(Path out, RunPlan plan, boolean resume, List<String> digests, Stopping stopping)
            throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            Result result = train(run, plan, stopping);
            if (!result.interrupted()) {
                run.finish(facts(digests));
            }
            return Optional.of(result);
        }
    }

    private Result train(RunFolder folder, RunPlan plan, Stopping stopping) throws IOException {
        try (Workers workers = new Workers(options.workers());
                SaeParts parts = SaeParts.open(options, data, workers);
                TrainingRun run = TrainingRun.open(
                        folder,
                        new TrainingRun.Settings(TASK, parts.steps(), "rows", 0),
                        parts.snapshotBytes(),
                        progress)) {
            if (output.activations()) {
                long features = parts.network().design().features();
                EncodeTask.requireRoom(folder.path(), data.embeddings().rows() * features * Float.BYTES);
            }
            TrainingResult training = loop(run, folder, parts, workers).run(stopping);
            if (training.end() == TrainingResult.End.STOPPED) {
                return new Result(training, Map.of());
            }
            SaeResultFiles files = new SaeResultFiles(folder, plan, data, options, progress);
            Map<String, Double> metrics = files.write(parts.network(), workers);
            extras(folder, parts);
            return new Result(training, metrics);
        }
    }

    private TrainingLoop loop(TrainingRun run, RunFolder folder, SaeParts parts, Workers workers) throws IOException {
        TrainingLoop.Parts loopParts = new TrainingLoop.Parts(
                parts.learner(),
                parts.optimizer(),
                parts.plan(output.snapshotEvery()),
                parts.stepsPerEpoch(),
                parts::items);
        TrainingLoop loop = new TrainingLoop(run, folder.path(), loopParts, workers);
        if (loop.resumedFrom() > 0) {
            notes.accept("going on after step " + loop.resumedFrom() + " of " + parts.steps());
        }
        return loop;
    }

    private void extras(RunFolder folder, SaeParts parts) throws IOException {
        if (output.torch()) {
            SaeWeights weights = parts.network().parameters().weights();
            SaeFile file = new SaeFile(folder.path().resolve(SaeFile.NAME), weights, Map.of());
            folder.write("autoencoder.pth", target -> file.export(target, data.rows()));
        }
        if (output.activations()) {
            String name = "learned_activation.npy";
            new EncodeTask(
                            data.embeddings(),
                            parts.network(),
                            options.training().batch(),
                            progress)
                    .run(folder.aside(name));
            folder.publish(name);
        }
    }

    private RunFacts facts(List<String> digests) {
        Map<String, String> byRole = new TreeMap<>(Map.of("embeddings", digests.get(0)));
        if (digests.size() > 1) {
            byRole.put("validation", digests.get(1));
        }
        return new RunFacts(Map.of("engine", options.engine(), "backend", Engines.library(options.engine())), byRole);
    }
}
