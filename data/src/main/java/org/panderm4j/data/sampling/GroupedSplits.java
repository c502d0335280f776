package org.panderm4j.data.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.panderm4j.data.random.Permutation;

/**
 * Deals rows into parts, those of one group (the pictures of a patient) always into the same one, so that every part has its share of
 * every class as nearly as the groups allow.
 *
 * @param shares of the parts, each 0 or more, together 1
 */
public record GroupedSplits(List<Double> shares) {
    private static final double ROUNDING = 1e-9;

    public GroupedSplits {
        shares = List.copyOf(shares);
        double total = shares.stream().mapToDouble(share -> share).sum();
        if (shares.stream().anyMatch(share -> !(share >= 0)) || !(Math.abs(total - 1) < ROUNDING)) {
            throw new IllegalArgumentException("expected shares of 0 or more that add up to 1, found " + shares);
        }
    }

    /**
     * The part of each row. Groups are taken largest first, equal ones in random order, and each goes where the rows of its classes are
     * missing most.
     *
     * @param groups [n]
     * @param strata [n], the class of each row
     */
    public int[] parts(List<String> groups, int[] strata, RandomGenerator random) {
        int classes = 1;
        for (int stratum : strata) {
            classes = Math.max(classes, stratum + 1);
        }
        List<int[]> members = shuffled(groups, random);
        Dealing dealing = new Dealing(counts(strata, classes));
        int[] parts = new int[strata.length];
        for (int[] rows : members) {
            int part = dealing.deal(counts(rows, strata, classes));
            for (int row : rows) {
                parts[row] = part;
            }
        }
        return parts;
    }

    private static List<int[]> shuffled(List<String> groups, RandomGenerator random) {
        Map<String, List<Integer>> byName = new LinkedHashMap<>();
        for (int row = 0; row < groups.size(); row++) {
            byName.computeIfAbsent(groups.get(row), name -> new ArrayList<>()).add(row);
        }
        List<List<Integer>> all = List.copyOf(byName.values());
        List<int[]> shuffled = new ArrayList<>();
        for (int group : Permutation.of(all.size(), random)) {
            shuffled.add(all.get(group).stream().mapToInt(row -> row).toArray());
        }
        shuffled.sort(Comparator.comparingInt((int[] rows) -> rows.length).reversed());
        return shuffled;
    }

    private static double[] counts(int[] strata, int classes) {
        double[] counts = new double[classes];
        for (int stratum : strata) {
            counts[stratum]++;
        }
        return counts;
    }

    private static double[] counts(int[] rows, int[] strata, int classes) {
        double[] counts = new double[classes];
        for (int row : rows) {
            counts[strata[row]]++;
        }
        return counts;
    }

    /** What each part still lacks of each class, in shares of the class. */
    private final class Dealing {
        private final double[] totals;
        private final double[][] missing; // [parts][classes], rows

        Dealing(double[] totals) {
            this.totals = totals;
            this.missing = new double[shares.size()][totals.length];
            for (int part = 0; part < missing.length; part++) {
                for (int k = 0; k < totals.length; k++) {
                    missing[part][k] = shares.get(part) * totals[k];
                }
            }
        }

        int deal(double[] counts) {
            int best = -1;
            double bestGain = Double.NEGATIVE_INFINITY;
            for (int part = 0; part < missing.length; part++) {
                double gain = gain(part, counts);
                if (shares.get(part) > 0 && gain > bestGain) {
                    best = part;
                    bestGain = gain;
                }
            }
            for (int k = 0; k < counts.length; k++) {
                missing[best][k] -= counts[k];
            }
            return best;
        }

        /** How much nearer to its shares a part comes: squared lacks before and after, of each class by its size. */
        private double gain(int part, double[] counts) {
            double gain = 0;
            for (int k = 0; k < counts.length; k++) {
                if (totals[k] > 0 && counts[k] > 0) {
                    double before = missing[part][k];
                    double after = before - counts[k];
                    gain += (before * before - after * after) / totals[k];
                }
            }
            return gain;
        }
    }
}
