package org.panderm4j.pretrain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.clip.ContrastiveLearner;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.NotFiniteException;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.run.OpenResources;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.train.SnapshotStore;
import org.panderm4j.train.StoredSnapshot;
import org.panderm4j.train.TrainingRun;

/** A run at work: batches, optimiser, loop, snapshots. */
final class TrainingSession implements AutoCloseable {
    private static final String TASK = "pretrain";

    private final TrainingParts parts;
    private final RunFolder folder;
    private final TrainingRun run;
    private final OpenResources opened;
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
            Evaluation evaluation,
            OpenResources opened) {
        this.parts = parts;
        this.folder = folder;
        this.run = run;
        this.opened = opened;
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
        OpenResources opened = new OpenResources();
        try {
            TrainingRun run = opened.add(TrainingRun.open(folder, settings, parts.snapshotBytes(), progress));
            // After the earlier parts of the run have told theirs.
            SkippedInputs skipped = new SkippedInputs(folder.failures());
            TrainingSession session = new TrainingSession(
                    parts,
                    folder,
                    run,
                    opened.add(parts.trainingBatches(skipped)),
                    opened.add(parts.optimizer(workers)),
                    workers,
                    parts.evaluation(skipped),
                    opened);
            session.restore(session.run.last());
            return session;
        } catch (IOException | RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private void restore(Optional<StoredSnapshot> kept) throws IOException {
        if (kept.isPresent()) {
            try (StoredSnapshot state = kept.get()) {
                trainer.restore(state);
            } catch (IllegalArgumentException e) {
                throw new IOException(folder.path() + ": " + e.getMessage(), e);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            requireBest();
        }
    }

    /** Without it, a run that does not become better any more would end with another model than the one it tells of. */
    private void requireBest() throws IOException {
        Path file = run.file(SnapshotStore.Role.BEST);
        if (trainer.best().isPresent() && Files.notExists(file)) {
            throw new IOException(file + ": expected the state of step "
                    + trainer.best().get().step()
                    + ", the best so far, found none; put it back, or remove the folder "
                    + file.getParent() + ", and --resume begins the run anew");
        }
    }

    long resumedFrom() {
        return run.resumedFrom();
    }

    /**
     * Trains to the end, or until it is asked to stop.
     *
     * @throws IOException when something is not finite: which step, which group, which snapshot there is to go on from, if there
     *     is one, and where the state that diverged is
     */
    PretrainResult run(Stopping stopping) throws IOException {
        stopping.ready().run();
        TrainingResult training;
        try {
            training = trainer.run(stopping.requested());
        } catch (NotFiniteException e) {
            throw new IOException(e.getMessage() + "; " + kept(e), e);
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

    private String kept(NotFiniteException failure) throws IOException {
        Path state = run.file(SnapshotStore.Role.DIVERGED);
        String diverged = failure.getSuppressed().length == 0
                ? "the state that diverged is in " + state + ", to be looked at"
                : "the state that diverged could not be kept (" + failure.getSuppressed()[0].getMessage() + ")";
        Optional<StoredSnapshot> last = run.last();
        if (last.isEmpty()) {
            return "no snapshot was due before; " + diverged;
        }
        try (StoredSnapshot good = last.get()) {
            return "the last snapshot, of step " + good.step() + ", is as it was in " + folder.path()
                    + ", but the same steps" + " from it lead here again; " + diverged;
        }
    }

    /** Of the parameters that the model gets. A part of a run that had nothing left to do has not measured them. */
    private Map<String, Double> metrics(TrainingResult training) throws IOException {
        Map<String, Double> measured = training.best().isPresent() ? listener.bestMetrics() : listener.metrics();
        if (measured.isEmpty() && !parts.options().evaluation().isEmpty()) {
            restore(best());
            return learner.evaluate();
        }
        return measured;
    }

    private Optional<StoredSnapshot> best() throws IOException {
        boolean watched = parts.options().evaluation().watch().isPresent();
        return watched ? run.best() : Optional.empty();
    }

    /** Takes the parameters of the model. */
    @FunctionalInterface
    interface ModelTaker {
        /**
         * Takes them.
         *
         * @param trained by name, valid until this returns
         */
        void take(Weights trained) throws IOException;
    }

    /** Gives away what the model gets: the best state's parameters, from its file, if one was looked for; else the network's own. */
    void giveModel(ModelTaker taker) throws IOException {
        Optional<StoredSnapshot> best = best();
        if (best.isEmpty()) {
            taker.take(learned());
            return;
        }
        try (StoredSnapshot state = best.get()) {
            taker.take(state);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Weights learned() {
        Map<String, Snapshot.Values> own = new LinkedHashMap<>();
        for (Parameter parameter : parts.networks().parameters()) {
            own.put(parameter.name(), new Snapshot.Values(parameter.shape(), parameter.value()));
        }
        return new Snapshot(0, Map.of(), own);
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
