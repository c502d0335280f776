package org.panderm4j.eval;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Area under the ROC curve of one score, by mid-ranks: the share of (positive, negative) pairs in which the positive row
 * scores higher, equal scores counting half.
 *
 * <p>Rows are sorted once; weighting them anew, as a bootstrap does, costs one pass.
 */
final class RocArea {
    private final int[] order; // rows by ascending score
    private final boolean[] endsTie; // [n], of sorted positions: the next score is a larger one
    private final boolean[] positive; // [n], of sorted positions

    private RocArea(int[] order, boolean[] endsTie, boolean[] positive) {
        this.order = order;
        this.endsTie = endsTie;
        this.positive = positive;
    }

    static RocArea of(int rows, IntToDoubleFunction score, IntPredicate isPositive) {
        int[] order = IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(score::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] endsTie = new boolean[rows];
        boolean[] positive = new boolean[rows];
        for (int at = 0; at < rows; at++) {
            positive[at] = isPositive.test(order[at]);
            endsTie[at] = at + 1 == rows || score.applyAsDouble(order[at]) != score.applyAsDouble(order[at + 1]);
        }
        return new RocArea(order, endsTie, positive);
    }

    /** The area with each row counted as often as {@code weights} says; empty without both kinds of rows. */
    OptionalDouble area(int[] weights) {
        long positives = 0;
        long negatives = 0;
        long tiedPositives = 0;
        long tiedNegatives = 0;
        double doubledPairs = 0; // whole numbers below 2^53: exact
        for (int at = 0; at < order.length; at++) {
            if (positive[at]) {
                tiedPositives += weights[order[at]];
            } else {
                tiedNegatives += weights[order[at]];
            }
            if (endsTie[at]) {
                doubledPairs += (double) tiedPositives * (2 * negatives + tiedNegatives);
                positives += tiedPositives;
                negatives += tiedNegatives;
                tiedPositives = 0;
                tiedNegatives = 0;
            }
        }
        double pairs = (double) positives * negatives;
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(doubledPairs / 2 / pairs);
    }
}
