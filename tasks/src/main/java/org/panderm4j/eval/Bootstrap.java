package org.panderm4j.eval;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap: rows drawn with replacement, the statistic recomputed, the middle share of its values kept.
 *
 * <p>Each resample has its own random stream derived from the seed, so the interval depends on seed, rows and statistic
 * alone, not on the number of threads; two statistics of the same rows see the same resamples.
 *
 * @param seed of the run
 * @param resamples how many, at least 1
 * @param level share of the values inside the interval, between 0 and 1
 */
public record Bootstrap(long seed, int resamples, double level) {
    /** Keeps this stream apart from others of the same seed. */
    private static final long STREAM = 0x626f6f7473747261L;

    /** An interval for what {@code resamples} defined resamples gave. */
    public record Interval(double low, double high, int resamples) {}

    /** A number computed from rows, each counted as often as {@code weights} says; empty where it is not defined. */
    @FunctionalInterface
    public interface Statistic {
        OptionalDouble of(int[] weights);
    }

    public Bootstrap {
        if (resamples < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "expected at least one resample and a level between 0 and 1, found " + resamples + " and " + level);
        }
    }

    /** 1000 resamples, 95 percent. */
    public static Bootstrap of(long seed) {
        return new Bootstrap(seed, 1000, 0.95);
    }

    /**
     * The interval of a statistic over {@code rows} rows; empty when most resamples leave the statistic undefined.
     *
     * @throws IllegalArgumentException when there are no rows
     */
    public Optional<Interval> interval(int rows, Statistic statistic) {
        if (rows < 1) {
            throw new IllegalArgumentException("expected at least one row to draw from, found " + rows);
        }
        long[] seeds = new SplittableRandom(seed ^ STREAM).longs(resamples).toArray();
        double[] values = Arrays.stream(seeds)
                .parallel()
                .mapToObj(own -> statistic.of(draw(rows, new SplittableRandom(own))))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        if (values.length * 2 <= resamples) {
            return Optional.empty();
        }
        double tail = (1 - level) / 2;
        return Optional.of(new Interval(quantile(values, tail), quantile(values, 1 - tail), values.length));
    }

    private static int[] draw(int rows, SplittableRandom random) {
        int[] weights = new int[rows];
        IntStream.range(0, rows).forEach(i -> weights[random.nextInt(rows)]++);
        return weights;
    }

    /** Linear interpolation between the two nearest of the sorted values. */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
