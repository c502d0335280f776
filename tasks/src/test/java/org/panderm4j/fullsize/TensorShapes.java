package org.panderm4j.fullsize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A list of tensors in the making: shapes by key, in the order of the checkpoint. */
final class TensorShapes {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    /** Adds one tensor; no axis makes a scalar. */
    void put(String name, long... shape) {
        if (shapes.put(name, shape) != null) {
            throw new IllegalArgumentException("tensor " + name + " was listed twice");
        }
    }

    /** Adds the matrix (out, in) and the bias of a linear layer. */
    void linear(String name, long out, long in) {
        put(name + ".weight", out, in);
        put(name + ".bias", out);
    }

    /** Adds the factor and the offset of a normalisation. */
    void norm(String name, long width) {
        put(name + ".weight", width);
        put(name + ".bias", width);
    }

    /** What was added so far. */
    Map<String, long[]> all() {
        return Collections.unmodifiableMap(shapes);
    }
}
