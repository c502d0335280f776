package org.panderm4j.nn.train;

import java.nio.FloatBuffer;

/** A tensor that is learned, with its gradient. Both are owned by the network that it belongs to. */
public interface Parameter {
    /** In full, e.g. {@code image.blocks.0.mlp.up.weight}; unique in a run. */
    String name();

    /** Lengths of its axes, outermost first; none for a scalar. */
    long[] shape();

    /** The values themselves, in C order, from position 0 to the limit; a new view at each call. */
    FloatBuffer value();

    /** Sums of the gradients since they were last cleared, in the same order; a new view at each call. */
    FloatBuffer gradient();

    /** Sets the gradient to 0, at the latest when it is next asked for; views asked for before may hold anything then. */
    default void clearGradient() {
        FloatBuffer values = gradient();
        float[] zeros = new float[Math.min(1 << 14, values.remaining())];
        while (values.hasRemaining()) {
            values.put(zeros, 0, Math.min(zeros.length, values.remaining()));
        }
    }
}
