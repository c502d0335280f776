package org.panderm4j.concepts;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much features matter to a classifier: the size of their weights.
 *
 * @param weights [m], with their signs
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Importance(double[] weights) {
    /** Features whose weight is not 0, ascending. */
    public int[] live() {
        return IntStream.range(0, weights.length).filter(j -> weights[j] != 0).toArray();
    }

    /** Features by falling size of weight, those of equal size ascending. */
    public int[] order() {
        return order(weights);
    }

    /** Places by falling size of value, those of equal size ascending. */
    static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -Math.abs(values[j])))
                .mapToInt(j -> j)
                .toArray();
    }

    /** Place of each feature in that order, [m]; 0 for the largest weight. */
    public int[] ranks() {
        int[] ranks = new int[weights.length];
        int[] order = order();
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }

    /** The live features with the largest weights, at most {@code count}. */
    public int[] top(int count) {
        return Arrays.stream(order()).filter(j -> weights[j] != 0).limit(count).toArray();
    }
}
