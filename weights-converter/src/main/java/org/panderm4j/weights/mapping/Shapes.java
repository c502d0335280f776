package org.panderm4j.weights.mapping;

import java.util.Arrays;

/** Shapes that an architecture is read from; without them there is nothing to build. */
final class Shapes {
    private Shapes() {}

    /**
     * The shape of a tensor that must be there.
     *
     * @throws MappingException when it is missing or has another number of axes
     */
    static long[] require(Keys keys, String key, int rank) {
        long[] shape = keys.shape(key)
                .orElseThrow(() -> new MappingException(
                        "tensor " + key + " is missing: the sizes of the network cannot be told without it"));
        if (shape.length != rank) {
            throw new MappingException(
                    "tensor " + key + ": expected " + rank + " axes, found shape " + Arrays.toString(shape));
        }
        return shape;
    }
}
