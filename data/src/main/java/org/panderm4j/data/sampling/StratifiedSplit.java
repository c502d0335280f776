package org.panderm4j.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.panderm4j.data.random.MersenneTwister;

/**
 * Deals rows into a training and a test part with the classes' shares kept, in the order and with the rows of scikit-learn's
 * stratified {@code train_test_split}.
 *
 * <p>Counts by class follow the largest remainders; of equal ones a random permutation decides.
 *
 * @param testShare above 0, below 1; of n rows {@code ceil(n * testShare)} are tested
 */
public record StratifiedSplit(double testShare) {
    /**
     * Rows of the two parts, each in its own random order.
     *
     * @param train at least one of every class
     * @param test the others
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Parts(int[] train, int[] test) {}

    public StratifiedSplit {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("expected a share of test rows above 0 and below 1, found " + testShare);
        }
    }

    /**
     * One split.
     *
     * @param labels [n], classes from 0 without gaps
     * @param generator at its beginning, for the split that its seed stands for
     * @throws IllegalArgumentException when a class has fewer than two rows, or a part fewer than there are classes
     */
    public Parts split(int[] labels, MersenneTwister generator) {
        List<List<Integer>> members = byClass(labels);
        int test = (int) Math.ceil(testShare * labels.length);
        check(members, labels.length - test, test);
        int[] counts = members.stream().mapToInt(List::size).toArray();
        int[] trained = dealt(counts, labels.length - test, generator);
        int[] left = new int[counts.length];
        for (int k = 0; k < counts.length; k++) {
            left[k] = counts[k] - trained[k];
        }
        int[] tested = dealt(left, test, generator);
        List<Integer> trainRows = new ArrayList<>();
        List<Integer> testRows = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            int[] order = generator.permutation(counts[k]);
            for (int i = 0; i < trained[k] + tested[k]; i++) {
                (i < trained[k] ? trainRows : testRows).add(members.get(k).get(order[i]));
            }
        }
        return new Parts(permuted(trainRows, generator), permuted(testRows, generator));
    }

    private static List<List<Integer>> byClass(int[] labels) {
        List<List<Integer>> members = new ArrayList<>();
        for (int row = 0; row < labels.length; row++) {
            while (members.size() <= labels[row]) {
                members.add(new ArrayList<>());
            }
            members.get(labels[row]).add(row);
        }
        return members;
    }

    private static void check(List<List<Integer>> members, int train, int test) {
        for (int k = 0; k < members.size(); k++) {
            if (members.get(k).size() < 2) {
                throw new IllegalArgumentException("expected at least two rows of class " + k
                        + ", one to train on and one to test, found "
                        + members.get(k).size());
            }
        }
        if (Math.min(train, test) < members.size()) {
            throw new IllegalArgumentException("expected at least as many rows in each part as there are classes, "
                    + members.size() + ", found " + train + " to train on and " + test + " to test");
        }
    }

    /** How many of each class, {@code draws} in all. */
    private static int[] dealt(int[] counts, int draws, MersenneTwister generator) {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        int[] dealt = new int[counts.length];
        double[] remainders = new double[counts.length];
        int missing = draws;
        for (int k = 0; k < counts.length; k++) {
            double exact = (double) counts[k] / total * draws;
            dealt[k] = (int) Math.floor(exact);
            remainders[k] = exact - dealt[k];
            missing -= dealt[k];
        }
        TreeSet<Double> distinct = new TreeSet<>();
        for (double remainder : remainders) {
            distinct.add(remainder);
        }
        for (double remainder : distinct.descendingSet()) {
            if (missing <= 0) {
                break;
            }
            int[] tied = tied(remainders, remainder);
            int[] order = generator.permutation(tied.length);
            int taken = Math.min(tied.length, missing);
            for (int i = 0; i < taken; i++) {
                dealt[tied[order[i]]]++;
            }
            missing -= taken;
        }
        return dealt;
    }

    private static int[] tied(double[] remainders, double value) {
        List<Integer> tied = new ArrayList<>();
        for (int k = 0; k < remainders.length; k++) {
            if (remainders[k] == value) {
                tied.add(k);
            }
        }
        return tied.stream().mapToInt(k -> k).toArray();
    }

    private static int[] permuted(List<Integer> rows, MersenneTwister generator) {
        int[] order = generator.permutation(rows.size());
        int[] permuted = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            permuted[i] = rows.get(order[i]);
        }
        return permuted;
    }
}
