package org.panderm4j.eval;

import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * One score of rows of which some are positive, ranked once: areas under its curves with the rows weighted anew, as a
 * bootstrap does, cost one pass over the rows.
 *
 * <p>Every area depends on the scores only by where the other rows lie among the distinct scores of the positive ones. So a
 * row is reduced to its slot: {@code 2 k} between the positive scores k - 1 and k, {@code 2 k + 1} at positive score k.
 * Counts are whole numbers, so results are exact up to the last division.
 */
final class RankedScores {
    private final int[] slots; // [n]
    private final boolean[] positive; // [n]
    private final int places; // distinct scores of positive rows

    private RankedScores(int[] slots, boolean[] positive, int places) {
        this.slots = slots;
        this.positive = positive;
        this.places = places;
    }

    static RankedScores of(int rows, IntToDoubleFunction score, IntPredicate isPositive) {
        SortedRows sorted = SortedRows.by(rows, score);
        int[] slots = new int[rows];
        boolean[] positive = new boolean[rows];
        int places = 0;
        int at = 0;
        for (int end : sorted.ends()) {
            boolean any = false;
            for (int i = at; i < end; i++) {
                int row = sorted.order()[i];
                positive[row] = isPositive.test(row);
                any |= positive[row];
            }
            int slot = 2 * places + (any ? 1 : 0);
            for (; at < end; at++) {
                slots[sorted.order()[at]] = slot;
            }
            places += any ? 1 : 0;
        }
        return new RankedScores(slots, positive, places);
    }

    /**
     * Area under the ROC curve by mid-ranks: the share of (positive, negative) pairs in which the positive row scores higher,
     * equal scores counting half; empty without both kinds of rows.
     */
    OptionalDouble rocArea(int[] weights) {
        long[] below = doubledBelow(weights);
        long negatives = 0;
        long doubledLosses = 0;
        for (int row = 0; row < weights.length; row++) {
            if (!positive[row]) {
                negatives += weights[row];
                doubledLosses += weights[row] * below[slots[row]];
            }
        }
        long doubledPairs = below[2 * places] * negatives;
        return doubledPairs == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (doubledPairs - doubledLosses) / doubledPairs);
    }

    /**
     * For each group of rows, twice the number of (positive, row of the group) pairs that the positive row loses; ties count
     * one. The positive rows' own group is meaningless.
     *
     * @param groups [n], from 0 to {@code count - 1}
     */
    long[] doubledLosses(int[] weights, int[] groups, int count) {
        long[] below = doubledBelow(weights);
        long[] losses = new long[count];
        for (int row = 0; row < weights.length; row++) {
            losses[groups[row]] += weights[row] * below[slots[row]];
        }
        return losses;
    }

    /**
     * Average precision: over the distinct scores from the highest, the sum of precision times the recall gained there; empty
     * without positive rows.
     */
    OptionalDouble averagePrecision(int[] weights) {
        long[] positives = new long[2 * places + 1]; // by slot, the even ones stay empty
        long[] negatives = new long[2 * places + 1];
        for (int row = 0; row < weights.length; row++) {
            (positive[row] ? positives : negatives)[slots[row]] += weights[row];
        }
        long hits = 0;
        long chosen = 0;
        double sum = 0;
        for (int slot = 2 * places; slot > 0; slot--) {
            hits += positives[slot];
            chosen += positives[slot] + negatives[slot];
            if (positives[slot] > 0) {
                sum += (double) positives[slot] * hits / chosen;
            }
        }
        return hits == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / hits);
    }

    /** For each slot, twice the weight of the positive rows below it, plus once that of those at it. */
    private long[] doubledBelow(int[] weights) {
        long[] below = new long[2 * places + 1];
        for (int row = 0; row < weights.length; row++) {
            if (positive[row]) {
                below[slots[row]] += weights[row];
            }
        }
        long sum = 0;
        for (int slot = 1; slot < below.length; slot += 2) {
            long here = below[slot];
            below[slot - 1] = 2 * sum;
            below[slot] = 2 * sum + here;
            sum += here;
        }
        below[2 * places] = 2 * sum;
        return below;
    }
}
