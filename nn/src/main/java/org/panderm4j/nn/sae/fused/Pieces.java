package org.panderm4j.nn.sae.fused;

/**
 * Numbers cut into pieces of fixed length, so that sums by piece do not depend on the number of threads.
 *
 * @param all numbers, from 0
 * @param length of each piece but the last
 */
record Pieces(int all, int length) {
    /** Rows or features that one task works on: with 6144 values each, what a second-level cache holds. */
    private static final int USUAL = 64;

    static Pieces of(int all) {
        return new Pieces(all, USUAL);
    }

    int count() {
        return (all + length - 1) / length;
    }

    int from(int piece) {
        return piece * length;
    }

    /** Before which the piece ends. */
    int to(int piece) {
        return Math.min(all, from(piece) + length);
    }
}
