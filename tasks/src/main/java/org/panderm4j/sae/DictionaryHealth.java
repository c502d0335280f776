package org.panderm4j.sae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.report.Bars;
import org.panderm4j.report.Fact;
import org.panderm4j.report.SaePage;

/**
 * What a dictionary's vectors are like without any data: lengths, and how near they lie to each other.
 *
 * @param lengths of the vectors, [m]; 1 in what the reference and we train
 * @param nearest to each
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record DictionaryHealth(double[] lengths, NearestVectors nearest) {
    /** Cosine from which two vectors count as one told twice: under 26 degrees apart. */
    static final double DUPLICATE = 0.9;

    private static final int PAIRS = 10;
    private static final int BINS = 10;

    static DictionaryHealth of(SaeWeights weights, Workers workers) {
        return new DictionaryHealth(NearestVectors.lengths(weights), NearestVectors.of(weights, workers));
    }

    Map<String, Object> values() {
        Quantiles sorted = Quantiles.of(lengths);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("length_least", sorted.at(0));
        values.put("length_mean", Arrays.stream(lengths).average().orElse(Double.NaN));
        values.put("length_most", sorted.at(1));
        values.put("nearest_of", nearest.features().length);
        values.put("nearest_cosine_median", finite(nearest.median()));
        values.put("duplicates", nearest.nearer(DUPLICATE));
        values.put("nearest_pairs", nearest.pairs(PAIRS));
        return values;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    List<Fact> lines() {
        Quantiles sorted = Quantiles.of(lengths);
        List<NearestVectors.Pair> pairs = nearest.pairs(1);
        List<Fact> lines = new ArrayList<>();
        lines.add(new Fact(
                "length of dictionary vectors",
                SaeStats.number(sorted.at(0)) + " to " + SaeStats.number(sorted.at(1))));
        lines.add(new Fact("median cosine to the nearest other", SaeStats.number(nearest.median())));
        lines.add(new Fact(
                "features with another within cosine " + DUPLICATE,
                nearest.nearer(DUPLICATE) + " of " + nearest.features().length));
        pairs.forEach(pair -> lines.add(new Fact(
                "nearest pair",
                pair.first() + " and " + pair.second() + ", cosine " + SaeStats.number(pair.cosine()))));
        return lines;
    }

    Bars chart() {
        long[] counts = new long[BINS];
        for (float cosine : nearest.cosine()) {
            counts[Math.max(0, Math.min(BINS - 1, (int) (cosine * BINS)))]++;
        }
        List<Bars.Bar> bars = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bars.add(new Bars.Bar("0." + i, counts[i], (double) i / BINS >= DUPLICATE));
        }
        return new Bars(
                "How near dictionary vectors lie",
                "Features by the cosine to the nearest other one. From " + DUPLICATE
                        + " on two features tell the same.",
                "cosine, from",
                bars);
    }

    List<SaePage.Pair> pagePairs() {
        return nearest.pairs(PAIRS).stream()
                .map(pair -> new SaePage.Pair(pair.first(), pair.second(), pair.cosine()))
                .toList();
    }
}
