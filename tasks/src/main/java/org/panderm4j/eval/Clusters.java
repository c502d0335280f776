package org.panderm4j.eval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Rows that belong together, such as those of one patient, and are drawn together or not at all. */
final class Clusters {
    private final int[] cluster; // [n], numbered by first appearance
    private final int count;

    /**
     * Rows with equal numbers form a cluster.
     *
     * @param groups [n]
     */
    Clusters(int[] groups) {
        Map<Integer, Integer> numbers = new HashMap<>();
        this.cluster = Arrays.stream(groups)
                .map(group -> numbers.computeIfAbsent(group, unknown -> numbers.size()))
                .toArray();
        this.count = numbers.size();
    }

    int rows() {
        return cluster.length;
    }

    /** As many clusters as there are, drawn with replacement; how often each row came. */
    int[] draw(SplittableRandom random) {
        int[] times = new int[count];
        for (int i = 0; i < count; i++) {
            times[random.nextInt(count)]++;
        }
        int[] weights = new int[cluster.length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = times[cluster[row]];
        }
        return weights;
    }

    Clusters select(int[] rows) {
        return new Clusters(Arrays.stream(rows).map(row -> cluster[row]).toArray());
    }
}
