package org.panderm4j.nn.train.loop;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.SavedState;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.TrainingResult.End;
import org.panderm4j.nn.train.optimizer.Gradients;
import org.panderm4j.nn.train.optimizer.Optimizer;
import org.panderm4j.nn.train.optimizer.ParameterGroup;

/**
 * Runs the steps of a training: gradients, check, clipping, update. A run that goes on from a snapshot ends with the bits of one
 * that was never interrupted, with any number of threads, as far as the learner's gradients do.
 */
public final class Trainer {
    private final Learner learner;
    private final Optimizer optimizer;
    private final TrainingPlan plan;
    private final TrainingListener listener;
    private final Gradients gradients;
    private final Checkpoints checkpoints;
    private final FiniteState finite;
    private final BestSoFar best;
    private long step;
    private long kept = -1;
    private long checked = -1;

    /**
     * @param optimizer over exactly the learner's parameters; closed by the caller
     * @throws IllegalArgumentException when they are not the same parameters, or two have one name
     */
    public Trainer(
            Learner learner, Optimizer optimizer, TrainingPlan plan, TrainingListener listener, Workers workers) {
        List<Parameter> parameters = learner.parameters();
        checkParameters(parameters, optimizer);
        checkBuffers(parameters, learner);
        this.learner = learner;
        this.optimizer = optimizer;
        this.plan = plan;
        this.listener = listener;
        this.gradients = new Gradients(parameters, workers);
        this.checkpoints = new Checkpoints(gradients.parameters(), learner::buffers, optimizer);
        this.finite = new FiniteState(gradients, optimizer, checkpoints, workers);
        this.best = new BestSoFar(plan.watch());
    }

    private static void checkParameters(List<Parameter> parameters, Optimizer optimizer) {
        Set<String> learned = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!learned.add(parameter.name())) {
                throw new IllegalArgumentException("expected unique names, found two parameters " + parameter.name());
            }
        }
        Set<String> updated = new HashSet<>();
        for (ParameterGroup group : optimizer.groups()) {
            group.parameters().forEach(parameter -> updated.add(parameter.name()));
        }
        if (learned.isEmpty() || !learned.equals(updated)) {
            throw new IllegalArgumentException("expected the optimiser to update the " + learned.size()
                    + " learned parameters (at least one), found " + updated.size() + " in its groups");
        }
    }

    private static void checkBuffers(List<Parameter> parameters, Learner learner) {
        Set<String> buffers = learner.buffers().keySet();
        for (Parameter parameter : parameters) {
            if (buffers.contains(parameter.name())) {
                throw new IllegalArgumentException(
                        "expected unique names, found both a parameter and a buffer " + parameter.name());
            }
        }
    }

    /**
     * Goes on where a snapshot was taken. Its tensors are asked for one by one and land where they are used; if one cannot be read,
     * those before it have changed and this must not run.
     *
     * @throws IllegalArgumentException with the differences when it is of another architecture; then nothing is changed
     */
    public void restore(SavedState state) {
        checkpoints.restore(state);
        best.restore(state.numbers());
        step = state.step();
        checked = -1;
    }

    /** The best value of the watched metric so far, also by the state that was gone on from; empty if there is none. */
    public Optional<TrainingResult.Best> best() {
        return best.best();
    }

    /**
     * Runs to the end of the plan.
     *
     * @param stop asked before each step; when it says yes, the run ends, with a snapshot
     * @throws NotFiniteException when a loss or a gradient is not finite, before it has changed a parameter; or when a parameter or
     *     what the optimiser remembers is not, which is looked at before each evaluation and each snapshot, so that no snapshot is
     *     ever offered of such a state. The state as it is then is offered as {@linkplain TrainingListener#diverged diverged}, never
     *     as last; the last snapshot is the one before, if there was one
     */
    public TrainingResult run(BooleanSupplier stop) {
        listener.started(step, plan.steps());
        while (true) {
            if (step >= plan.steps()) {
                return end(End.COMPLETED);
            }
            if (best.isExhausted()) {
                return end(End.NO_IMPROVEMENT);
            }
            if (stop.getAsBoolean()) {
                return end(End.STOPPED);
            }
            step();
            evaluateIfDue();
            if (plan.keepsAfter(step)) {
                keep();
            }
        }
    }

    private void step() {
        gradients.clear();
        StepResult result = learner.step(step);
        double norm = plan.clipping().apply(gradients);
        if (!Double.isFinite(result.loss()) || !Double.isFinite(norm)) {
            throw diverged(finite.inGradients(step + 1, result.loss()));
        }
        double rate = plan.schedule().rate(step);
        optimizer.step(rate);
        step++;
        learner.afterStep(step);
        listener.stepped(new StepReport(step, plan.steps(), result, rate, norm));
    }

    /** Offers the state for looking at. Going on from it would fail again, so it is not the one to go on from. */
    private NotFiniteException diverged(NotFiniteException failure) {
        try {
            listener.diverged(snapshot());
        } catch (RuntimeException e) {
            failure.addSuppressed(e); // why the run ends matters more
        }
        return failure;
    }

    /** Once a step: an update can make a state that no loss and no gradient has shown yet. */
    private void requireFinite() {
        if (checked != step) {
            Optional<NotFiniteException> failure = finite.inState(step);
            if (failure.isPresent()) {
                throw diverged(failure.get());
            }
            checked = step;
        }
    }

    private void evaluateIfDue() {
        if (!plan.evaluatesAfter(step)) {
            return;
        }
        requireFinite();
        Map<String, Double> metrics = learner.evaluate();
        boolean better = best.offer(step, metrics);
        listener.evaluated(step, metrics, better);
        if (better) {
            listener.best(snapshot());
        }
    }

    private TrainingResult end(End reason) {
        keep();
        return new TrainingResult(step, reason, best.best());
    }

    /** Offers the state to go on from, once a step. */
    private void keep() {
        if (kept != step) {
            requireFinite();
            listener.last(snapshot());
            kept = step;
        }
    }

    private Snapshot snapshot() {
        return checkpoints.take(step, best.numbers());
    }
}
