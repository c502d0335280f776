package org.panderm4j.eval;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Area under the ROC curve of one score. */
public final class RocArea {
    private RocArea() {}

    /**
     * By mid-ranks: equal scores count half.
     *
     * @param positive [n]
     * @param scores [n]
     * @return from 0 to 1; empty without both kinds of rows
     */
    public static OptionalDouble of(boolean[] positive, float[] scores) {
        if (positive.length != scores.length) {
            throw new IllegalArgumentException(
                    "expected a score of each of " + positive.length + " rows, found " + scores.length);
        }
        int[] once = new int[scores.length];
        Arrays.fill(once, 1);
        return RankedScores.of(scores.length, row -> scores[row], row -> positive[row])
                .rocArea(once);
    }
}
