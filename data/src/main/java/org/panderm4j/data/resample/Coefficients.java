package org.panderm4j.data.resample;

import java.util.Arrays;

/**
 * Weights of a stretch of one axis: output {@code i}, counted from the start of the stretch, is the sum over {@code t} in
 * {@code [0, taps(i))} of weight {@code i * stride + t} times input {@code first(i) + t}.
 *
 * <p>Immutable once built; shared between threads.
 */
final class Coefficients {
    /** Fractional bits of the fixed-point weights. */
    static final int PRECISION = 22;

    /** Weights of one output are filled up with zeros to a multiple of this, so that loops over taps need no remainder. */
    static final int GROUP = 4;

    private final int stride;
    private final int[] first;
    private final int[] taps;
    private final double[] exact;
    private final int[] fixed;

    /**
     * @param from first output wanted
     * @param count outputs wanted
     */
    Coefficients(int in, int out, int from, int count, Filter filter) {
        double scale = (double) in / out;
        double filterScale = Math.max(scale, 1);
        double support = filter.radius() * filterScale;
        int most = (int) Math.min((long) Math.ceil(support) * 2 + 1, in);
        stride = Math.addExact(most, GROUP - 1) / GROUP * GROUP;
        first = new int[count];
        taps = new int[count];
        exact = new double[Math.multiplyExact(count, stride)];
        for (int i = 0; i < count; i++) {
            double centre = (from + i + 0.5) * scale;
            first[i] = Math.max((int) (centre - support + 0.5), 0);
            taps[i] = Math.min((int) (centre + support + 0.5), in) - first[i];
            fill(i, centre, 1 / filterScale, filter);
        }
        fixed = Arrays.stream(exact).mapToInt(Coefficients::quantise).toArray();
    }

    private void fill(int i, double centre, double inverseScale, Filter filter) {
        double sum = 0;
        int base = i * stride;
        for (int t = 0; t < taps[i]; t++) {
            double weight = filter.weight((first[i] + t - centre + 0.5) * inverseScale);
            exact[base + t] = weight;
            sum += weight;
        }
        for (int t = 0; t < taps[i] && sum != 0; t++) {
            exact[base + t] /= sum;
        }
    }

    private static int quantise(double weight) {
        double scaled = weight * (1 << PRECISION);
        return (int) (weight < 0 ? scaled - 0.5 : scaled + 0.5);
    }

    int first(int i) {
        return first[i];
    }

    int taps(int i) {
        return taps[i];
    }

    /** Outputs described. */
    int count() {
        return first.length;
    }

    /** One past the last input that any output needs. */
    int end() {
        int last = first.length - 1;
        return first[last] + taps[last];
    }

    /** Room for the weights of one output, a multiple of {@link #GROUP}; those behind its taps are 0. */
    int stride() {
        return stride;
    }

    /** Fixed-point weights; not to be written to. */
    int[] fixed() {
        return fixed;
    }

    /** The same weights before rounding; not to be written to. */
    double[] exact() {
        return exact;
    }
}
