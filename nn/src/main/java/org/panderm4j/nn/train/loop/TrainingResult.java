package org.panderm4j.nn.train.loop;

import java.util.Optional;

/**
 * How a run has ended.
 *
 * @param step steps done, with those of an earlier part of the run
 * @param end why it ended
 * @param best the best value of the watched metric, if one was seen
 */
public record TrainingResult(long step, End end, Optional<Best> best) {
    /** Why a run ends. */
    public enum End {
        /** All steps are done. */
        COMPLETED,
        /** Somebody asked for it; the run can go on from its last snapshot. */
        STOPPED,
        /** The watched metric has not become better for as long as the plan is patient. */
        NO_IMPROVEMENT
    }

    /**
     * The best value so far.
     *
     * @param step steps done when it was measured
     */
    public record Best(double value, long step) {}
}
