package org.panderm4j.peers.step;

/** A network in one engine with a batch to learn from. One thread at a time. */
public interface Stepper extends AutoCloseable {
    /**
     * What a step was.
     *
     * @param loss before the update
     * @param passSeconds of forward, loss and backward
     * @param stepSeconds of all
     */
    record Timed(double loss, double passSeconds, double stepSeconds) {}

    /** One step on all parameters. */
    Timed step();

    /** The engine's version and what was timed. */
    String version();

    @Override
    void close();
}
