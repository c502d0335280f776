package org.panderm4j.pretrain;

import java.io.IOException;
import java.util.Map;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.run.OpenResources;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.train.Stopping;
import org.panderm4j.train.TrainingLoop;
import org.panderm4j.train.TrainingRun;

/** A run at work: batches, optimiser, loop, snapshots. */
final class TrainingSession implements AutoCloseable {
    private static final String TASK = "pretrain";

    private final RunFolder folder;
    private final TrainingLoop loop;
    private final OpenResources opened;

    private TrainingSession(RunFolder folder, TrainingLoop loop, OpenResources opened) {
        this.folder = folder;
        this.loop = loop;
        this.opened = opened;
    }

    /** Makes everything ready, and goes to the last snapshot if there is one. */
    static TrainingSession open(TrainingParts parts, RunFolder folder, Workers workers, ProgressReport progress)
            throws IOException {
        TrainingRun.Settings settings = new TrainingRun.Settings(
                TASK, parts.length().steps(), "pairs", parts.options().logEvery());
        OpenResources opened = new OpenResources();
        try {
            TrainingRun run = opened.add(TrainingRun.open(folder, settings, parts.snapshotBytes(), progress));
            // After the earlier parts of the run have told theirs.
            SkippedInputs skipped = new SkippedInputs(folder.failures());
            TrainingBatches batches = opened.add(parts.trainingBatches(skipped));
            Adam optimizer = opened.add(parts.optimizer(workers));
            TrainingLoop.Parts loop = new TrainingLoop.Parts(
                    parts.learner(batches, skipped),
                    optimizer,
                    parts.plan(),
                    parts.length().stepsPerEpoch(),
                    parts::items);
            return new TrainingSession(folder, new TrainingLoop(run, folder.path(), loop, workers), opened);
        } catch (IOException | RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    long resumedFrom() {
        return loop.resumedFrom();
    }

    /** Trains to the end, or until it is asked to stop; fails as {@link TrainingLoop#run}. */
    PretrainResult run(Stopping stopping) throws IOException {
        TrainingResult training = loop.run(stopping);
        boolean stopped = training.end() == TrainingResult.End.STOPPED;
        long step = training.best().map(TrainingResult.Best::step).orElse(training.step());
        return new PretrainResult(
                training,
                step,
                stopped ? Map.of() : loop.metrics(training),
                folder.failures().list());
    }

    /** Gives away what the model gets, as {@link TrainingLoop#giveModel}. */
    void giveModel(TrainingLoop.ModelTaker taker) throws IOException {
        loop.giveModel(taker);
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
