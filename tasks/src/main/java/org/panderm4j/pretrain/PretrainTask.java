package org.panderm4j.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.Accumulation;
import org.panderm4j.nn.clip.ClipLoss;
import org.panderm4j.nn.clip.ContrastiveLoss;
import org.panderm4j.nn.clip.SiglipLoss;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.Stopping;

/** Trains two towers on pairs and leaves a run folder that every other command opens as a model. */
public final class PretrainTask {
    /** What computes it. */
    public static final String ENGINE = Engines.SAMEDIFF;

    private final TrainingPairs pairs;
    private final StartingPoint start;
    private final PretrainOptions options;
    private final ProgressReport progress;
    private final Consumer<String> notes;

    /**
     * @param start not closed here
     * @param notes told what a user should know
     */
    public PretrainTask(
            TrainingPairs pairs,
            StartingPoint start,
            PretrainOptions options,
            ProgressReport progress,
            Consumer<String> notes) {
        this.pairs = pairs;
        this.start = start;
        this.options = options;
        this.progress = progress;
        this.notes = notes;
    }

    /**
     * Runs, or goes on with an interrupted run.
     *
     * @return empty if the run was finished before
     * @throws IOException in one line when the folder cannot be used, no picture can, or a loss is no number
     */
    public Optional<PretrainResult> run(Path out, RunPlan plan, boolean resume, Stopping stopping) throws IOException {
        Accumulation batches = options.data().batches(pairs, new RandomStreams(options.seed()));
        TrainingLength length = TrainingLength.of(options.steps(), batches.stepsPerEpoch());
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            length.warning().ifPresent(notes);
            run.failures().addAll(pairs.failures());
            PretrainResult result = train(run, plan, batches, length, stopping);
            if (!result.interrupted()) {
                run.finish(facts());
            }
            return Optional.of(result);
        }
    }

    private PretrainResult train(
            RunFolder run, RunPlan plan, Accumulation batches, TrainingLength length, Stopping stopping)
            throws IOException {
        try (Workers workers = new Workers(options.workers());
                TrainedTowers towers = TrainedTowers.open(start, options.learning(), options.threads())) {
            towers.requireRoom(options.data().batchSize());
            TrainingParts parts =
                    new TrainingParts(pairs, start, options, batches, length, towers.networks(), loss(workers));
            return train(run, plan, parts, workers, stopping);
        }
    }

    private PretrainResult train(RunFolder run, RunPlan plan, TrainingParts parts, Workers workers, Stopping stopping)
            throws IOException {
        try (TrainingSession session = TrainingSession.open(parts, run, workers, progress)) {
            if (session.resumedFrom() > 0) {
                notes.accept("going on after step " + session.resumedFrom() + " of "
                        + parts.length().steps());
            }
            PretrainResult result = session.run(stopping);
            if (!result.interrupted()) {
                session.giveModel(trained -> new ResultFiles(run, plan, start).write(trained, result, pairs.size()));
            }
            return result;
        }
    }

    private ContrastiveLoss loss(Workers workers) {
        return switch (options.learning().loss()) {
            case CLIP -> new ClipLoss(workers);
            case SIGLIP -> new SiglipLoss(workers);
        };
    }

    private RunFacts facts() throws IOException {
        Map<String, String> versions = Map.of("engine", ENGINE, "backend", Engines.library(ENGINE));
        List<String> data = new ArrayList<>(pairs.identity());
        Map<String, String> digests = start.files().isEmpty()
                ? Map.of("data", Digests.ofTexts(data))
                : Map.of("data", Digests.ofTexts(data), "model", Digests.ofFiles(start.files()));
        return new RunFacts(versions, digests);
    }
}
