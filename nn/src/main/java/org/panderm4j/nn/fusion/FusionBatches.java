package org.panderm4j.nn.fusion;

/**
 * Batches of cases by step, so that a run can go on anywhere. A step's batch comes in parts that fit memory one by one.
 *
 * @param <B> what a batch of cases is
 */
public interface FusionBatches<B> {
    /**
     * How many parts a step's batch has, at least 1.
     *
     * @param step steps done before, from 0
     */
    int parts(long step);

    /**
     * What the sum of the parts' losses is divided by, at least 1. The reference divides by the usual number of parts also where the
     * last step of an epoch has fewer.
     */
    default int divisor(long step) {
        return parts(step);
    }

    /**
     * A part; asked for once.
     *
     * @param part from 0
     */
    Part<B> part(long step, int part);

    /**
     * Cases and what they are.
     *
     * @param inputs a batch of cases
     * @param targets of as many cases
     */
    record Part<B>(B inputs, FusionTargets targets) {}
}
