package org.panderm4j.nn.train.loop;

import java.util.Map;
import org.panderm4j.nn.train.Snapshot;

/**
 * Is told how a run goes, from the thread of the run, which waits. What it throws ends the run. A snapshot's tensors are views
 * that the next step changes: what is to be kept must be written or copied before returning.
 */
public interface TrainingListener {
    /**
     * Before the first step.
     *
     * @param done steps that an earlier part of the run has done
     * @param steps of the whole run
     */
    default void started(long done, long steps) {}

    default void stepped(StepReport report) {}

    /**
     * After each evaluation.
     *
     * @param step steps done
     * @param metrics what the learner has measured
     * @param best whether the watched metric is better than ever before
     */
    default void evaluated(long step, Map<String, Double> metrics, boolean best) {}

    /** The watched metric is better than ever before. All of it is finite. Comes before {@link #last} of the same step. */
    default void best(Snapshot snapshot) {}

    /**
     * To go on from: when one is due by the plan, and at the end of a run that is completed, stopped or out of patience; not where
     * it ends by an exception. All of it is finite.
     */
    default void last(Snapshot snapshot) {}

    /**
     * The state in which a run ends because something in it, or in the step after it, is not finite. For looking at: going on from
     * it fails again.
     */
    default void diverged(Snapshot snapshot) {}

    /** Tells nobody. */
    static TrainingListener none() {
        return new TrainingListener() {};
    }
}
