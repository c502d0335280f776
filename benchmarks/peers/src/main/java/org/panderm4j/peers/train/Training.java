package org.panderm4j.peers.train;

import org.panderm4j.nn.engine.Batch;

/** An image tower loaded into one engine, and learning by {@link Recipe}. One thread at a time. */
public interface Training extends AutoCloseable {
    /**
     * One step: forward, loss, backward, update of all parameters.
     *
     * @return the loss before the update
     */
    double step(Batch.Images batch);

    /** The engine's version and whatever of its parts decides about its speed. */
    String version();

    @Override
    void close();
}
