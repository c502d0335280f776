package org.panderm4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.eval.Ranks;

/** How many pairs found their partner at which rank, both ways, in bins that grow. */
record RankHistogram(List<Bin> bins) {
    private static final int[] STEPS = {1, 5, 10, 20, 50};

    /** Ranks from {@code first} to {@code last}, from 1, and the share of queries that fell there. */
    record Bin(int first, int last, double imageToText, double textToImage) {
        String label() {
            return first == last ? Numbers.count(first) : Numbers.count(first) + "–" + Numbers.count(last);
        }
    }

    static RankHistogram of(Ranks imageToText, Ranks textToImage) {
        List<Bin> bins = new ArrayList<>();
        int first = 1;
        for (int last : ends(imageToText.queries())) {
            bins.add(new Bin(first, last, share(imageToText, first, last), share(textToImage, first, last)));
            first = last + 1;
        }
        return new RankHistogram(bins);
    }

    /** 1, 5, 10, 20, 50, 100, 200, 500 ... n. */
    private static List<Integer> ends(int queries) {
        List<Integer> ends = new ArrayList<>();
        for (int step : STEPS) {
            ends.add(step);
        }
        for (int decade = 100; decade < queries; decade *= 10) {
            ends.addAll(List.of(decade, 2 * decade, 5 * decade));
        }
        ends.removeIf(end -> end >= queries);
        ends.add(queries);
        return ends;
    }

    private static double share(Ranks ranks, int first, int last) {
        // A rank between two whole ones, as ties give it, belongs to the bin it begins in.
        long inside = Arrays.stream(ranks.sortedRanks())
                .filter(rank -> Math.floor(rank) + 1 >= first && Math.floor(rank) + 1 <= last)
                .count();
        return (double) inside / ranks.queries();
    }

    /** Height of the tallest bar. */
    double largest() {
        return bins.stream()
                .mapToDouble(bin -> Math.max(bin.imageToText, bin.textToImage))
                .max()
                .orElse(1);
    }
}
