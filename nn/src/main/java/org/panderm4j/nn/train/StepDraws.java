package org.panderm4j.nn.train;

/** Random numbers by where a run stands, so that nothing of them has to be kept to go on. */
@FunctionalInterface
public interface StepDraws {
    /**
     * The draws of one pass; the same for the same arguments.
     *
     * @param step steps done before, from 0
     * @param part which part of the step's batch, from 0
     */
    Draws at(long step, int part);
}
