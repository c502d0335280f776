package org.panderm4j.nn.train;

import java.util.random.RandomGenerator;

/** Random numbers of one pass through a network, by what they are for: a name gives the same numbers however often it is asked for. */
@FunctionalInterface
public interface Draws {
    /**
     * A fresh generator at the beginning of its sequence.
     *
     * @param name e.g. {@code image.blocks.3.depth}
     */
    RandomGenerator stream(String name);
}
