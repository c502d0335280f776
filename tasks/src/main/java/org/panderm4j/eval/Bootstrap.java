package org.panderm4j.eval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap: rows drawn with replacement, the statistic recomputed, the middle share of its values kept.
 *
 * <p>Rows that are not independent, such as several pictures of one patient, make such an interval too narrow;
 * {@link #byGroup(int[])} draws them together.
 *
 * <p>Each resample has its own random stream derived from the seed, so the interval depends on seed, rows and statistic
 * alone, not on the number of threads; two statistics of the same rows see the same resamples.
 */
public final class Bootstrap {
    /** The usual level: 95 percent. */
    public static final double LEVEL = 0.95;

    /** Keeps this stream apart from others of the same seed. */
    private static final long STREAM = 0x626f6f7473747261L;

    private final long seed;
    private final int resamples;
    private final double level;
    private final Optional<Clusters> clusters;

    /** An interval for what {@code resamples} defined resamples gave. */
    public record Interval(double low, double high, int resamples) {}

    /** A number computed from rows, each counted as often as {@code weights} says; empty where it is not defined. */
    @FunctionalInterface
    public interface Statistic {
        OptionalDouble of(int[] weights);
    }

    /**
     * Draws single rows.
     *
     * @param seed of the run
     * @param resamples how many, at least 1
     * @param level share of the values inside the interval, between 0 and 1
     */
    public Bootstrap(long seed, int resamples, double level) {
        this(seed, resamples, level, Optional.empty());
    }

    private Bootstrap(long seed, int resamples, double level, Optional<Clusters> clusters) {
        if (resamples < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "expected at least one resample and a level between 0 and 1, found " + resamples + " and " + level);
        }
        this.seed = seed;
        this.resamples = resamples;
        this.level = level;
        this.clusters = clusters;
    }

    /** 1000 resamples, 95 percent. */
    public static Bootstrap of(long seed) {
        return new Bootstrap(seed, 1000, 0.95);
    }

    /**
     * The same, drawing whole groups: a resample holds as many groups as the data, so its number of rows varies.
     *
     * @param groups [n], rows with equal numbers belong together
     */
    public Bootstrap byGroup(int[] groups) {
        return new Bootstrap(seed, resamples, level, Optional.of(new Clusters(groups)));
    }

    /**
     * The same by names, such as those of patients; a row without a name is a group of its own.
     *
     * @param names [n]
     */
    public Bootstrap byGroup(List<String> names) {
        Map<String, Integer> first = new HashMap<>();
        int[] groups = new int[names.size()];
        for (int row = 0; row < groups.length; row++) {
            String name = names.get(row).strip();
            Integer known = name.isEmpty() ? null : first.putIfAbsent(name, row);
            groups[row] = known == null ? row : known;
        }
        return byGroup(groups);
    }

    /** For statistics of some of the rows only. */
    Bootstrap select(int[] rows) {
        return new Bootstrap(seed, resamples, level, clusters.map(all -> all.select(rows)));
    }

    /** The statistic of all rows as they are, with its interval where it is defined. */
    public MetricValue measure(String name, int rows, Statistic statistic) {
        int[] once = new int[rows];
        Arrays.fill(once, 1);
        OptionalDouble value = statistic.of(once);
        return new MetricValue(name, rows, value, value.isEmpty() ? Optional.empty() : interval(rows, statistic));
    }

    /**
     * The interval of a statistic over {@code rows} rows; empty when most resamples leave the statistic undefined.
     *
     * @throws IllegalArgumentException when there are no rows, or not those that the groups were given for
     */
    public Optional<Interval> interval(int rows, Statistic statistic) {
        if (rows < 1) {
            throw new IllegalArgumentException("expected at least one row to draw from, found " + rows);
        }
        if (clusters.isPresent() && clusters.get().rows() != rows) {
            throw new IllegalArgumentException("expected groups of " + rows + " rows, found those of "
                    + clusters.get().rows());
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

    private int[] draw(int rows, SplittableRandom random) {
        if (clusters.isPresent()) {
            return clusters.get().draw(random);
        }
        int[] weights = new int[rows];
        IntStream.range(0, rows).forEach(i -> weights[random.nextInt(rows)]++);
        return weights;
    }

    /** Linear interpolation between the two nearest of the sorted values. */
    static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
