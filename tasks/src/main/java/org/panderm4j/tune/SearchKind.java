package org.panderm4j.tune;

/** Where candidates come from. */
public enum SearchKind {
    /** Drawn at random, each independent of the others. */
    RANDOM,
    /** All combinations, the first option of the space changing fastest. */
    GRID,
    /** At random at first, then by crossing and mutating the better ones. */
    GENETIC
}
