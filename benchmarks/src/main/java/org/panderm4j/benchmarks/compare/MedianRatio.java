package org.panderm4j.benchmarks.compare;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The median of some samples by that of others, with a percentile bootstrap interval.
 *
 * <p>A resample draws forks with replacement, and of each the iterations with replacement: samples of one JVM share its memory
 * layout and compiled code, and are less worth than as many of several (Kalibera and Jones, Rigorous Benchmarking in Reasonable
 * Time, 2013, whose statistic is the mean). Where forks do not differ the interval is too wide rather than too narrow.
 *
 * @param ratio after by before
 * @param low lower end of the interval of {@link #LEVEL}
 * @param high upper end
 */
record MedianRatio(double ratio, double low, double high) {
    /** Share of resampled ratios inside the interval. */
    static final double LEVEL = 0.95;

    private static final int RESAMPLES = 2000;

    /** By the same seed the same interval. */
    static MedianRatio of(Series before, Series after, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            ratios[i] = Median.of(resample(after.forks(), random)) / Median.of(resample(before.forks(), random));
        }
        Arrays.sort(ratios);
        double tail = (1 - LEVEL) / 2;
        return new MedianRatio(after.median() / before.median(), quantile(ratios, tail), quantile(ratios, 1 - tail));
    }

    private static double[] resample(double[][] forks, SplittableRandom random) {
        double[][] drawn = new double[forks.length][];
        for (int i = 0; i < drawn.length; i++) {
            double[] fork = forks[random.nextInt(forks.length)];
            drawn[i] = new double[fork.length];
            for (int k = 0; k < fork.length; k++) {
                drawn[i][k] = fork[random.nextInt(fork.length)];
            }
        }
        return Arrays.stream(drawn).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
