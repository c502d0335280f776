package org.panderm4j.nn.train.loop;

import java.util.Optional;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.Schedule;

/**
 * How long to train, and what to do on the way.
 *
 * @param steps of the whole run, with those of an earlier part of it
 * @param schedule learning rate by step
 * @param clipping of the gradients
 * @param evaluateEvery steps from one evaluation to the next, with one at the end; 0 for none at all
 * @param snapshotEvery steps from one snapshot to the next; 0 for one at the end alone
 * @param watch which metric says what is best, if any
 */
public record TrainingPlan(
        long steps,
        Schedule schedule,
        Clipping clipping,
        long evaluateEvery,
        long snapshotEvery,
        Optional<Watch> watch) {
    public TrainingPlan {
        if (steps < 1 || evaluateEvery < 0 || snapshotEvery < 0) {
            throw new IllegalArgumentException("expected at least 1 step and intervals of 0 or more, found " + steps
                    + " steps, evaluation every " + evaluateEvery + ", snapshot every " + snapshotEvery);
        }
        if (watch.isPresent() && evaluateEvery == 0) {
            throw new IllegalArgumentException("expected evaluations to watch "
                    + watch.get().metric() + " in, found an interval of 0 steps; evaluate every 1 or more");
        }
    }

    /** Neither clipping nor evaluations, and one snapshot, at the end. */
    public static TrainingPlan of(long steps, Schedule schedule) {
        return new TrainingPlan(steps, schedule, Clipping.none(), 0, 0, Optional.empty());
    }

    public TrainingPlan clipping(Clipping limit) {
        return new TrainingPlan(steps, schedule, limit, evaluateEvery, snapshotEvery, watch);
    }

    public TrainingPlan evaluateEvery(long interval) {
        return new TrainingPlan(steps, schedule, clipping, interval, snapshotEvery, watch);
    }

    public TrainingPlan snapshotEvery(long interval) {
        return new TrainingPlan(steps, schedule, clipping, evaluateEvery, interval, watch);
    }

    /** Say first how often to evaluate. */
    public TrainingPlan watch(Watch metric) {
        return new TrainingPlan(steps, schedule, clipping, evaluateEvery, snapshotEvery, Optional.of(metric));
    }

    boolean evaluatesAfter(long step) {
        return evaluateEvery > 0 && (step % evaluateEvery == 0 || step == steps);
    }

    boolean keepsAfter(long step) {
        return snapshotEvery > 0 && step % snapshotEvery == 0;
    }
}
