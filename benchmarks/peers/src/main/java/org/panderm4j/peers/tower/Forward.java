package org.panderm4j.peers.tower;

import org.panderm4j.nn.engine.Batch;

/** A tower loaded into one engine. One thread at a time. */
public interface Forward extends AutoCloseable {
    /** Features [b][d] of a batch, from arrays on the heap to arrays on the heap. */
    float[][] features(Batch batch);

    /** The engine's version and whatever of its parts decides about its speed. */
    String version();

    @Override
    void close();
}
