package org.panderm4j.weights.torch;

import java.util.List;

/** A tuple. Equal only to itself: hashing nested tuples by content could take exponential time. */
final class PyTuple {
    private final List<Object> items;

    PyTuple(List<Object> items) {
        this.items = items;
    }

    List<Object> items() {
        return items;
    }
}
