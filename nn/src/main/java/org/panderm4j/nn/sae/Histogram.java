package org.panderm4j.nn.sae;

import java.util.Arrays;

/**
 * How many values lie in each of some bins of equal width: from its lower edge up to below the upper one, which belongs to the last
 * bin alone.
 *
 * @param counts one a bin
 * @param edges one more
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Histogram(int[] counts, double[] edges) {
    /** Half of what a single value's bins span. */
    private static final double HALF = 0.5;

    /** Of single precision values, whose edges are of that precision too, from the least to the greatest; no numbers count nowhere. */
    public static Histogram of(float[] values, int bins) {
        double[] doubles = doubles(values);
        return counted(doubles, rounded(edges(least(doubles), greatest(doubles), bins)));
    }

    /** Likewise between given bounds. */
    public static Histogram of(float[] values, int bins, double low, double high) {
        return counted(doubles(values), rounded(edges(low, high, bins)));
    }

    /** Of whole numbers, from the least to the greatest. */
    public static Histogram of(long[] values, int bins) {
        double[] doubles = Arrays.stream(values).asDoubleStream().toArray();
        return counted(doubles, edges(least(doubles), greatest(doubles), bins));
    }

    private static double least(double... values) {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    }

    private static double greatest(double... values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }

    private static double[] doubles(float... values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double[] edges(double low, double high, int bins) {
        double from = low == high ? low - HALF : low;
        double to = low == high ? high + HALF : high;
        double[] edges = new double[bins + 1];
        double step = (to - from) / bins;
        for (int i = 0; i < bins; i++) {
            edges[i] = i * step + from;
        }
        edges[bins] = to;
        return edges;
    }

    private static double[] rounded(double... edges) {
        return Arrays.stream(edges).map(edge -> (float) edge).toArray();
    }

    private static Histogram counted(double[] values, double... edges) {
        int bins = edges.length - 1;
        int[] counts = new int[bins];
        for (double value : values) {
            if (value >= edges[0] && value <= edges[bins]) {
                int found = Arrays.binarySearch(edges, value);
                counts[Math.min(bins - 1, found >= 0 ? found : -found - 2)]++;
            }
        }
        return new Histogram(counts, edges);
    }
}
