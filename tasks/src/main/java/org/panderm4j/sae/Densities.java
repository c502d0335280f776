package org.panderm4j.sae;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.report.Bars;

/** In which shares of the rows features are active: dead ones apart, the others by powers of ten in halves. */
final class Densities {
    /** Smallest power of ten with a bin of its own; smaller ones join it. */
    private static final int LEAST = -6;

    private final double[] densities;

    /**
     * @param densities share of the rows, one a feature
     */
    Densities(double[] densities) {
        this.densities = densities.clone();
    }

    /**
     * Features of a range.
     *
     * @param from share of the rows, included
     * @param to share of the rows, left out but for 1; from = to = 0 for those that are never active
     */
    record Bin(double from, double to, long features) {}

    List<Bin> bins() {
        long[] counts = new long[-2 * LEAST];
        long dead = 0;
        for (double density : densities) {
            if (density <= 0) {
                dead++;
            } else {
                int half = (int) Math.floor(2 * Math.log10(density)) - 2 * LEAST;
                counts[Math.max(0, Math.min(counts.length - 1, half))]++;
            }
        }
        List<Bin> bins = new ArrayList<>(List.of(new Bin(0, 0, dead)));
        for (int i = 0; i < counts.length; i++) {
            double from = i == 0 ? 0 : edge(i);
            bins.add(new Bin(from, edge(i + 1), counts[i]));
        }
        return bins;
    }

    private static double edge(int half) {
        return Math.pow(10, LEAST + half / 2.0);
    }

    Bars chart(String rows) {
        List<Bars.Bar> bars = new ArrayList<>();
        for (Bin bin : bins()) {
            boolean dead = bin.to() == 0;
            bars.add(new Bars.Bar(dead ? "never" : label(bin), bin.features(), dead));
        }
        return new Bars(
                "How often features are active",
                "Features by the share of " + rows
                        + " in which they are active. Useful ones are rare but not too rare: what is"
                        + " always on names nothing, what is never on is dead.",
                "share of the rows, below",
                bars);
    }

    private static String label(Bin bin) {
        double percent = 100 * bin.to();
        return percent >= 1
                ? Math.round(percent) + " %"
                : new BigDecimal(percent).round(new MathContext(1)).toPlainString() + " %";
    }

    double median() {
        return Quantiles.of(densities).at(0.5);
    }
}
