package org.panderm4j.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.panderm4j.data.random.MersenneTwister;

/**
 * A smaller training set with the shares of the classes kept, at least one row of each, in the order and with the rows of the
 * reference (linear probe, measured: seed 42).
 *
 * @param seed of every permutation, from 0 to 4294967295
 */
public record Thinning(long seed) {
    /** Of the published comparison. */
    public static final Thinning REFERENCE = new Thinning(42);

    public Thinning {
        new MersenneTwister(seed); // refuses what it cannot take
    }

    /**
     * The rows kept, in training order.
     *
     * @param labels of all training rows, in table order
     * @param share above 0, up to 1; of a class with m rows, {@code max(1, floor(m * share))} are kept
     */
    public int[] rows(int[] labels, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a share above 0 and up to 1, found " + share);
        }
        int[] shuffled = permutation(labels.length);
        if (share == 1) {
            return shuffled;
        }
        List<Integer> kept = new ArrayList<>();
        for (List<Integer> members : byLabel(shuffled, labels).values()) {
            int[] order = permutation(members.size());
            int count = Math.max(1, (int) (members.size() * share));
            for (int i = 0; i < count; i++) {
                kept.add(members.get(order[i]));
            }
        }
        // Where nothing was left out, pandas puts the groups back as they lay; below a share of 1 all classes have one
        // row then.
        boolean untouched = kept.size() == labels.length;
        int[] order = permutation(kept.size());
        int[] rows = new int[kept.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = untouched ? shuffled[order[i]] : kept.get(order[i]);
        }
        return rows;
    }

    private static TreeMap<Integer, List<Integer>> byLabel(int[] shuffled, int[] labels) {
        TreeMap<Integer, List<Integer>> classes = new TreeMap<>();
        for (int row : shuffled) {
            classes.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
        }
        return classes;
    }

    private int[] permutation(int count) {
        return new MersenneTwister(seed).permutation(count);
    }
}
