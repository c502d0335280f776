package org.panderm4j.nn.engine;

/**
 * One matrix product of an engine's own, ready to run: made-up values, the right matrix packed as the engine packs weights. Owns
 * its native memory until {@link #close}; for one thread.
 */
public interface PackedProduct extends AutoCloseable {
    /** Computes it once, and returns when the result is there. */
    void run();

    @Override
    void close();
}
