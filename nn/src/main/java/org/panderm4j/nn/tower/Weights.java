package org.panderm4j.nn.tower;

import java.nio.FloatBuffer;
import java.util.Set;

/**
 * Trained parameters by our own names, e.g. {@code image.blocks.0.attention.qkv.weight}; see {@link ParameterNames}.
 *
 * <p>Tensors are copied out one at a time into memory of the caller's, so that a model never lies in memory twice.
 */
public interface Weights {
    /** All names, in file order. */
    Set<String> names();

    /**
     * Shape of one tensor.
     *
     * @throws IllegalArgumentException when there is no tensor of that name
     */
    long[] shape(String name);

    /**
     * Copies a tensor as float32 in C order.
     *
     * @param target has room for all elements of the tensor; its position advances by their number
     */
    void copy(String name, FloatBuffer target);
}
