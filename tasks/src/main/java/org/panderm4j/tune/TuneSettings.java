package org.panderm4j.tune;

import java.nio.file.Path;

/**
 * How to search.
 *
 * @param space file that names the options and their values
 * @param kind of search
 * @param trials at most
 * @param gridPoints values of a range in a grid, its ends among them
 * @param metric to search for; null for the task's first
 * @param stopping of trials that do badly
 * @param parallel trials at once at most
 * @param memory bytes that the running trials may hold together
 * @param seed of the candidates
 */
public record TuneSettings(
        Path space,
        SearchKind kind,
        int trials,
        int gridPoints,
        String metric,
        EarlyStopping stopping,
        int parallel,
        long memory,
        long seed) {
    /** Whether what earlier trials gave changes later ones: then which of them count must not depend on their speed. */
    public boolean learns() {
        return kind == SearchKind.GENETIC || stopping != EarlyStopping.NONE;
    }
}
