package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/** Gives a graph its parameters: constants for inference, variables for training. */
@FunctionalInterface
public interface Parameters {
    /**
     * The parameter of that name; asking twice gives the same variable.
     *
     * @param shape the shape the network expects
     * @throws IllegalArgumentException when there is no such parameter or its shape differs; the message holds the name and
     *     both shapes
     */
    SDVariable get(String name, long... shape);

    /** The same parameters, all names prefixed. */
    default Parameters in(String prefix) {
        return (name, shape) -> get(prefix + name, shape);
    }
}
