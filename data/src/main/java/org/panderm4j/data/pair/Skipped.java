package org.panderm4j.data.pair;

import java.util.List;

/**
 * Pairs that were left out.
 *
 * @param pairs all of them, in the order of their source
 */
public record Skipped(List<LeftOut> pairs) {
    /** Nothing was left out. */
    public static final Skipped NONE = new Skipped(List.of());

    /**
     * One of them.
     *
     * @param origin file and place, as {@link Pair#origin}
     * @param reason one line, with the origin in it
     */
    public record LeftOut(String origin, String reason) {}

    public Skipped {
        pairs = List.copyOf(pairs);
    }
}
