package org.panderm4j.peers.fusion;

import org.panderm4j.nn.fusion.FusionInputs;

/** A fusion network in one engine that learns by Adam with coupled decay. One thread at a time. */
interface FusionTraining extends AutoCloseable {
    double RATE = 1e-5;
    double EPSILON = 1e-8;
    double DECAY = 1e-4;

    /**
     * What a step was.
     *
     * @param loss before the update
     * @param passSeconds of forward, loss and backward
     * @param stepSeconds of all
     */
    record Timed(double loss, double passSeconds, double stepSeconds) {}

    /** One step on all parameters. */
    Timed step(FusionInputs inputs, int... labels);

    /** The engine's version and what was timed. */
    String version();

    @Override
    void close();
}
