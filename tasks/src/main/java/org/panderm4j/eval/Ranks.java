package org.panderm4j.eval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where each query found its partner among the candidates, in one direction of retrieval.
 *
 * <p>Ties: a query's partner scores lower than {@code better} candidates and exactly as high as {@code equal} further ones.
 * Every figure here is the expectation over a random order of the equal ones. So a partner's rank is {@code better} plus
 * half of {@code equal}, and scores that are all the same give the recall of guessing, not a perfect one.
 */
public final class Ranks {
    private final int[] better; // [n]
    private final int[] equal; // [n]

    Ranks(int[] better, int[] equal) {
        this.better = better;
        this.equal = equal;
    }

    /** Number of queries, which is also that of candidates. */
    public int queries() {
        return better.length;
    }

    /** Rank of one query's partner, from 0; a half when it ties with an odd number of candidates. */
    public double rank(int query) {
        return better[query] + equal[query] / 2.0;
    }

    /** Share of queries whose partner is among the k best. */
    public double recallAt(int k) {
        return recallAt(k, IntStream.generate(() -> 1).limit(queries()).toArray());
    }

    /** The same with each query counted as often as {@code weights} says. */
    public double recallAt(int k, int[] weights) {
        double hits = 0;
        long rows = 0;
        for (int i = 0; i < better.length; i++) {
            hits += weights[i] * Math.max(0, Math.min(1, (k - better[i]) / (equal[i] + 1.0)));
            rows += weights[i];
        }
        return hits / rows;
    }

    /** Mean rank, from 1. */
    public double meanRank() {
        return IntStream.range(0, queries()).mapToDouble(this::rank).average().orElseThrow() + 1;
    }

    /** The whole part of the median rank, from 1; the median of an even count is the mean of the two middle ranks. */
    public double medianRank() {
        double[] sorted = sortedRanks();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return Math.floor(median) + 1;
    }

    /** Number of queries whose partner ties with another candidate. */
    public long tied() {
        return Arrays.stream(equal).filter(count -> count > 0).count();
    }

    /** Ranks from 0, ascending. */
    public double[] sortedRanks() {
        return IntStream.range(0, queries()).mapToDouble(this::rank).sorted().toArray();
    }
}
