package org.panderm4j.data.pair;

import java.util.List;

/**
 * Pairs that were left out.
 *
 * @param count all of them
 * @param first the reasons of the first few, one line each, naming file and place
 */
public record Skipped(int count, List<String> first) {
    static final int SHOWN = 20;

    /** Nothing was left out. */
    public static final Skipped NONE = new Skipped(0, List.of());

    public Skipped {
        first = List.copyOf(first);
    }
}
