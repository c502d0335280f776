package org.panderm4j.nn.engine;

import java.util.Locale;

/**
 * How an encoder shall run.
 *
 * @param engine name of an engine, e.g. {@code cuda:1} where it has several devices, or {@link #AUTO} for the fastest present
 * @param precision of the products
 * @param threads for one batch; 0 leaves the engine's own choice, usually one a core
 * @param residence where the weights lie meanwhile
 */
public record EngineOptions(String engine, Precision precision, int threads, Residence residence) {
    public static final String AUTO = "auto";
    /** More than any machine has cores; native libraries fail without a word when they cannot start theirs. */
    public static final int MOST_THREADS = 1024;

    public static final EngineOptions DEFAULT = new EngineOptions(AUTO, Precision.AUTO, 0);

    public EngineOptions {
        if (threads < 0 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("expected a positive number of threads, at most " + MOST_THREADS
                    + ", found " + threads + " (--threads)");
        }
    }

    /** The weights in memory as long as there is room for them. */
    public EngineOptions(String engine, Precision precision, int threads) {
        this(engine, precision, threads, Residence.AUTO);
    }

    /** The same with the weights elsewhere. */
    public EngineOptions withResidence(Residence other) {
        return new EngineOptions(engine, precision, threads, other);
    }

    /** The same on another engine. */
    public EngineOptions withEngine(String other) {
        return new EngineOptions(other, precision, threads, residence);
    }

    /** Whether the choice of the engine is left to us. */
    public boolean isFree() {
        return engine.equalsIgnoreCase(AUTO);
    }

    /** Number format of the products; {@code AUTO} is f32. */
    public enum Precision {
        AUTO,
        F32,
        /** bf16 weights and factors; the sums, the residual stream, norms and softmax stay f32. */
        BF16,
        /** f32 weights and features, whose products may be computed from factors rounded to TF32, 10 bits behind the point. */
        TF32,
        /** f32 weights and features, whose products may be computed from factors rounded to bf16. */
        BF16_MATH;

        /** What is meant, with {@link #AUTO} decided. */
        public Precision resolve() {
            return this == AUTO ? F32 : this;
        }

        /** As options and results write it, e.g. {@code bf16-math}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
