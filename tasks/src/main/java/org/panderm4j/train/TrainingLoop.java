package org.panderm4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.Learner;
import org.panderm4j.nn.train.loop.NotFiniteException;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.nn.train.optimizer.Optimizer;

/** The steps of a training in a run folder: begun, or gone on with from its last snapshot, and given away at the end. */
public final class TrainingLoop {
    private final TrainingRun run;
    private final Path folder;
    private final Learner learner;
    private final TrainingPlan plan;
    private final RunListener listener;
    private final Trainer trainer;

    /**
     * What a loop is made of.
     *
     * @param optimizer over exactly the learner's parameters; closed by the caller
     * @param stepsPerEpoch for what is shown
     * @param items of a step, by the steps done before it
     */
    public record Parts(
            Learner learner, Optimizer optimizer, TrainingPlan plan, int stepsPerEpoch, LongToIntFunction items) {}

    /** Takes the parameters of the model. */
    @FunctionalInterface
    public interface ModelTaker {
        /**
         * Takes them.
         *
         * @param trained parameters and buffers by name, and possibly more; valid until this returns
         */
        void take(Weights trained) throws IOException;
    }

    /**
     * Makes everything ready, and goes to the last snapshot if there is one.
     *
     * @param run closed by the caller
     * @param folder that the run is in
     * @throws IOException in one line when the snapshot is of other parameters, or the best state is gone
     */
    public TrainingLoop(TrainingRun run, Path folder, Parts parts, Workers workers) throws IOException {
        this.run = run;
        this.folder = folder;
        this.learner = parts.learner();
        this.plan = parts.plan();
        this.listener = new RunListener(run, parts.stepsPerEpoch(), parts.items());
        this.trainer = new Trainer(parts.learner(), parts.optimizer(), parts.plan(), listener, workers);
        restore(run.last());
    }

    private void restore(Optional<StoredSnapshot> kept) throws IOException {
        if (kept.isPresent()) {
            try (StoredSnapshot state = kept.get()) {
                trainer.restore(state);
            } catch (IllegalArgumentException e) {
                throw new IOException(folder + ": " + e.getMessage(), e);
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

    /** Steps that earlier parts of the run have done. */
    public long resumedFrom() {
        return run.resumedFrom();
    }

    /**
     * Trains to the end, or until it is asked to stop.
     *
     * @throws IOException when something is not finite: which step, which group, which snapshot there is to go on from, if there
     *     is one, and where the state that diverged is
     */
    public TrainingResult run(Stopping stopping) throws IOException {
        stopping.ready().run();
        try {
            return trainer.run(stopping.requested());
        } catch (NotFiniteException e) {
            throw new IOException(e.getMessage() + "; " + kept(e), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
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
            return "the last snapshot, of step " + good.step() + ", is as it was in " + folder + ", but the same steps"
                    + " from it lead here again; " + diverged;
        }
    }

    /**
     * What was measured of the parameters that the model gets. A part of a run that had nothing left to do has not measured them, and
     * does so now; the parameters are then those of the best state.
     */
    public Map<String, Double> metrics(TrainingResult training) throws IOException {
        Map<String, Double> measured = training.best().isPresent() ? listener.bestMetrics() : listener.metrics();
        if (measured.isEmpty() && plan.evaluateEvery() > 0) {
            toBest();
            return learner.evaluate();
        }
        return measured;
    }

    /** Puts the parameters back to those of the best state, if one was looked for; else they stay. */
    public void toBest() throws IOException {
        restore(best());
    }

    private Optional<StoredSnapshot> best() throws IOException {
        return plan.watch().isPresent() ? run.best() : Optional.empty();
    }

    /** Gives away what the model gets: the best state's parameters, from its file, if one was looked for; else the learner's own. */
    public void giveModel(ModelTaker taker) throws IOException {
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
        for (Parameter parameter : learner.parameters()) {
            own.put(parameter.name(), new Snapshot.Values(parameter.shape(), parameter.value()));
        }
        own.putAll(learner.buffers());
        return new Snapshot(0, Map.of(), own);
    }
}
