package org.panderm4j.nn.engine.onednn;

/**
 * Sequences of one length that lie one after the other among the tokens of a part.
 *
 * @param count of sequences
 * @param length tokens of each
 * @param holes whether some of them have padding among their tokens, which attention must not see
 */
record Segment(int count, int length, boolean holes) {
    int tokens() {
        return count * length;
    }
}
