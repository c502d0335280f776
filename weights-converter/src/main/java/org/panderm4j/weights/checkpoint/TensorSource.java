package org.panderm4j.weights.checkpoint;

import java.io.IOException;
import java.nio.FloatBuffer;

/** A tensor that still lies in its file; reading it costs a pass over its bytes each time. */
public interface TensorSource {
    /** The key as {@link Checkpoint#tensors()} has it. */
    String name();

    /** The element type in the file; {@link #copyTo} converts. */
    DType dtype();

    /** Lengths of the axes, outermost first; empty for a scalar. A copy, free to be changed. */
    long[] shape();

    /** Number of elements, the product of the shape: 1 for a scalar, 0 if an axis is empty. */
    long elements();

    /**
     * Writes all elements in C order as float32 at the target's position and moves the position behind them. Integers beyond
     * 2^24 and float64 are rounded to the nearest float32; {@code true} becomes 1.
     *
     * @throws CheckpointException when the bytes cannot be read, or the checkpoint has been closed
     * @throws IllegalArgumentException when the target has not enough room left
     */
    void copyTo(FloatBuffer target) throws IOException;
}
