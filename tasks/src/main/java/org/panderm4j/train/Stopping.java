package org.panderm4j.train;

import java.util.function.BooleanSupplier;

/**
 * How a run is asked to end early.
 *
 * @param ready is run when from now on it will end in order, with a snapshot
 * @param requested asked before each step
 */
public record Stopping(Runnable ready, BooleanSupplier requested) {
    /** It runs to its end. */
    public static final Stopping NEVER = new Stopping(() -> {}, () -> false);
}
