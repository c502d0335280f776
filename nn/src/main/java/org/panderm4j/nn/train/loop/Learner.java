package org.panderm4j.nn.train.loop;

import java.util.List;
import java.util.Map;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;

/** Something that a {@link Trainer} can train: it knows its data, its losses and how to go back through them. */
public interface Learner {
    /** All that is learned, always in the same order; names are unique. */
    List<Parameter> parameters();

    /**
     * Adds the gradients of one step to those of the parameters, which are 0 at the call. Parameters stay as they are; buffers may
     * change. Data and
     * random numbers follow from the step alone, so that a run can go on anywhere.
     *
     * @param step steps done before, from 0
     */
    StepResult step(long step);

    /**
     * Puts parameters back to where they are allowed to be, after each update.
     *
     * @param step steps done, with this one
     */
    default void afterStep(long step) {}

    /**
     * What a step changes besides the gradients and is kept with the parameters, such as running statistics of batch norms: live
     * views by name, always in the same order; writing to one changes what the next step starts from. No name is a parameter's.
     */
    default Map<String, Snapshot.Values> buffers() {
        return Map.of();
    }

    /** Figures on data that is not learned from, by name, in order. */
    default Map<String, Double> evaluate() {
        return Map.of();
    }
}
