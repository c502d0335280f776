package org.panderm4j.benchmarks.compare;

import java.util.Arrays;

/**
 * The rank-sum test (Mann and Whitney 1947) of whether samples of one distribution tend to be larger than those of another: exact
 * where no two samples are equal and they are few, else by the normal approximation with corrections for ties and continuity.
 */
final class MannWhitney {
    /** Up to this product of the counts, the exact distribution is a matter of milliseconds. */
    private static final int EXACT = 2500;

    private MannWhitney() {}

    /** Two-sided p value. */
    static double p(double[] left, double[] right) {
        double[] sorted = new double[left.length + right.length];
        System.arraycopy(left, 0, sorted, 0, left.length);
        System.arraycopy(right, 0, sorted, left.length, right.length);
        Arrays.sort(sorted);
        double ties = ties(sorted); // sum of t^3 - t
        double u = u(left, right);
        return ties == 0 && (long) left.length * right.length <= EXACT
                ? exact((int) u, left.length, right.length)
                : approximate(u, left.length, right.length, ties);
    }

    /** Pairs in which the left is larger; equal ones count half. */
    private static double u(double[] left, double[] right) {
        double u = 0;
        for (double x : left) {
            for (double y : right) {
                u += x > y ? 1 : x == y ? 0.5 : 0;
            }
        }
        return u;
    }

    private static double ties(double[] sorted) {
        double sum = 0;
        for (int from = 0, to = 0; from < sorted.length; from = to) {
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double t = to - from;
            sum += t * t * t - t;
        }
        return sum;
    }

    private static double exact(int u, int m, int n) {
        double[] distribution = distribution(m, n);
        double below = Arrays.stream(distribution, 0, u + 1).sum();
        double above = Arrays.stream(distribution, u, distribution.length).sum();
        return Math.min(1, 2 * Math.min(below, above));
    }

    /** P(U = u) for u = 0 to m n under equal distributions: the largest of all samples is a left one or a right one. */
    private static double[] distribution(int m, int n) {
        double[][] row = new double[n + 1][];
        for (int i = 0; i <= m; i++) {
            for (int j = 0; j <= n; j++) {
                double[] next = new double[i * j + 1];
                if (i == 0 || j == 0) {
                    next[0] = 1;
                } else {
                    add(next, row[j], j, (double) i / (i + j)); // row[j] is still that of i - 1
                    add(next, row[j - 1], 0, (double) j / (i + j));
                }
                row[j] = next;
            }
        }
        return row[n];
    }

    private static void add(double[] target, double[] source, int shift, double factor) {
        for (int k = 0; k < source.length; k++) {
            target[k + shift] += factor * source[k];
        }
    }

    private static double approximate(double u, double m, double n, double ties) {
        double all = m + n;
        double variance = m * n / 12 * (all + 1 - ties / (all * (all - 1)));
        double distance = Math.max(0, Math.abs(u - m * n / 2) - 0.5);
        return variance > 0 ? Math.min(1, 2 * normalTail(distance / Math.sqrt(variance))) : 1;
    }

    /** P(Z > z) for z >= 0, absolute error below 8e-8 (Abramowitz and Stegun 1964, 26.2.17). */
    private static double normalTail(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double sum = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * sum;
    }
}
