package org.panderm4j.nn.engine;

/**
 * How an encoder shall run.
 *
 * @param engine name of an engine, or {@link #AUTO} for the fastest present
 * @param precision of the products
 * @param threads for one batch; 0 leaves the engine's own choice, usually one a core
 */
public record EngineOptions(String engine, Precision precision, int threads) {
    public static final String AUTO = "auto";

    public static final EngineOptions DEFAULT = new EngineOptions(AUTO, Precision.AUTO, 0);

    public EngineOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("expected a positive number of threads, found " + threads);
        }
    }

    /** Number format of the products; {@code AUTO} is f32. */
    public enum Precision {
        AUTO,
        F32,
        BF16
    }
}
