package org.panderm4j.finetune;

import java.io.IOException;
import java.util.Map;
import org.panderm4j.data.sampling.FinetuneEpochs;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.run.OpenResources;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.train.Stopping;
import org.panderm4j.train.TrainingLoop;
import org.panderm4j.train.TrainingRun;

/** A run at work. */
final class Session implements AutoCloseable {
    private static final String TASK = "finetune";

    private final TrainingLoop loop;
    private final int stepsPerEpoch;
    private final OpenResources opened;

    private Session(TrainingLoop loop, int stepsPerEpoch, OpenResources opened) {
        this.loop = loop;
        this.stepsPerEpoch = stepsPerEpoch;
        this.opened = opened;
    }

    /** Makes everything ready, and goes to the last snapshot if there is one. */
    static Session open(Parts parts, RunFolder folder, Workers workers, ProgressReport progress) throws IOException {
        FinetuneEpochs epochs = parts.epochs();
        OpenResources opened = new OpenResources();
        try {
            TrainingRun.Settings settings = new TrainingRun.Settings(
                    TASK, parts.steps(epochs), "cases", parts.options().logEvery());
            TrainingRun run = opened.add(TrainingRun.open(folder, settings, parts.snapshotBytes(), progress));
            CaseBatches batches = opened.add(parts.batches(epochs));
            TrainingLoop.Parts loop = new TrainingLoop.Parts(
                    parts.learner(batches, parts.validation()),
                    opened.add(parts.optimizer(workers)),
                    parts.plan(epochs),
                    epochs.stepsPerEpoch(),
                    batches::items);
            return new Session(new TrainingLoop(run, folder.path(), loop, workers), epochs.stepsPerEpoch(), opened);
        } catch (IOException | RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    long resumedFrom() {
        return loop.resumedFrom();
    }

    int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** Trains to the end, or until it is asked to stop; fails as {@link TrainingLoop#run}. */
    TrainingResult run(Stopping stopping) throws IOException {
        return loop.run(stopping);
    }

    /** Validation figures of the parameters that are kept. */
    Map<String, Double> metrics(TrainingResult training) throws IOException {
        return loop.metrics(training);
    }

    /** Puts the parameters back to those that are kept. */
    void toBest() throws IOException {
        loop.toBest();
    }

    /** Gives them away. */
    void giveModel(TrainingLoop.ModelTaker taker) throws IOException {
        loop.giveModel(taker);
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
