package org.panderm4j.eval;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Rows by ascending score, in blocks of equal scores.
 *
 * @param order [n] rows
 * @param ends of each block, the position behind its last row
 */
record SortedRows(int[] order, int[] ends) {
    /** Sorts rows 0 to {@code rows - 1}. */
    static SortedRows by(int rows, IntToDoubleFunction score) {
        int[] order = IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(score::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ends = IntStream.rangeClosed(1, rows)
                .filter(end -> end == rows || score.applyAsDouble(order[end - 1]) != score.applyAsDouble(order[end]))
                .toArray();
        return new SortedRows(order, ends);
    }
}
