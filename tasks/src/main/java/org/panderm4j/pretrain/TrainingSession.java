package org.panderm4j.pretrain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.clip.ContrastiveLearner;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.NotFiniteException;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.train.TrainingRun;

/** A run at work: batches, optimiser, loop, snapshots. */
final class TrainingSession implements AutoCloseable {
    private static final String TASK = "pretrain";

    private final TrainingParts parts;
    private final RunFolder folder;
    private final TrainingRun run;
    private final TrainingBatches batches;
    private final Adam optimizer;
    private final RunListener listener;
    private final ContrastiveLearner<Batch, Batch> learner;
    private final Trainer trainer;

    private TrainingSession(
            TrainingParts parts,
            RunFolder folder,
            TrainingRun run,
            TrainingBatches batches,
            Adam optimizer,
            Workers workers,
            Evaluation evaluation) {
        this.parts = parts;
        this.folder = folder;
        this.run = run;
        this.batches = batches;
        this.optimizer = optimizer;
        this.listener = new RunListener(run, parts.length().stepsPerEpoch(), parts::items);
        this.learner = new ContrastiveLearner<>(
                parts.networks(),
                parts.loss(),
                batches,
                (step, part) -> name -> parts.streams().stream(name, step, part),
                ContrastiveLearner.LogitGradient.ONCE_A_PART,
                evaluation);
        this.trainer = new Trainer(learner, optimizer, parts.plan(), listener, workers);
    }

    /** Makes everything ready, and goes to the last snapshot if there is one. */
    static TrainingSession open(TrainingParts parts, RunFolder folder, Workers workers, ProgressReport progress)
            throws IOException {
        TrainingRun.Settings settings = new TrainingRun.Settings(
                TASK, parts.length().steps(), "pairs", parts.options().logEvery());
        TrainingRun run = TrainingRun.open(folder, settings, parts.snapshotBytes(), progress);
        SkippedInputs skipped =
                new SkippedInputs(folder.failures()); // after the earlier parts of the run have told theirs
        TrainingSession session = new TrainingSession(
                parts,
                folder,
                run,
                parts.trainingBatches(skipped),
                parts.optimizer(workers),
                workers,
                parts.evaluation(skipped));
        try {
            session.restore();
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void restore() throws IOException {
        Optional<Snapshot> last = run.last();
        if (last.isPresent()) {
            try {
                trainer.restore(last.get());
            } catch (IllegalArgumentException e) {
                throw new IOException(folder.path() + ": " + e.getMessage(), e);
            }
        }
    }

    long resumedFrom() {
        return run.resumedFrom();
    }

    /**
     * Trains to the end, or until it is asked to stop.
     *
     * @throws IOException when a loss or gradient is not finite: which step, which group, and where the last good state is
     */
    PretrainResult run(Stopping stopping) throws IOException {
        stopping.ready().run();
        TrainingResult training;
        try {
            training = trainer.run(stopping.requested());
        } catch (NotFiniteException e) {
            throw new IOException(e.getMessage() + "; the last good state is kept in " + folder.path(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        boolean stopped = training.end() == TrainingResult.End.STOPPED;
        long step = training.best().map(TrainingResult.Best::step).orElse(training.step());
        return new PretrainResult(
                training,
                step,
                stopped ? Map.of() : metrics(training),
                folder.failures().list());
    }

    /** Of the parameters that the model gets. A part of a run that had nothing left to do has not measured them. */
    private Map<String, Double> metrics(TrainingResult training) throws IOException {
        Map<String, Double> measured = training.best().isPresent() ? listener.bestMetrics() : listener.metrics();
        if (measured.isEmpty() && !parts.options().evaluation().isEmpty()) {
            trainer.restore(model());
            return learner.evaluate();
        }
        return measured;
    }

    /** The state whose parameters the model gets: the best one if one was looked for, else the last. */
    Snapshot model() throws IOException {
        boolean watched = parts.options().evaluation().watch().isPresent();
        Optional<Snapshot> best = watched ? run.best() : Optional.empty();
        return best.isPresent() ? best.get() : run.last().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        batches.close();
        optimizer.close();
        run.close();
    }
}
