package org.panderm4j.benchmarks.compare;

import java.util.Arrays;

/**
 * The samples of a benchmark.
 *
 * @param unit as JMH writes it, e.g. {@code ms/op}
 * @param forks one row a JVM, of one positive sample an iteration; neither is empty
 */
record Series(String unit, double[][] forks) {
    Series {
        if (forks.length == 0) {
            throw new IllegalArgumentException("expected samples of at least one fork, found none");
        }
        for (double[] fork : forks) {
            if (fork.length == 0 || !Arrays.stream(fork).allMatch(x -> x > 0 && x < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "expected positive samples in each fork, found " + Arrays.toString(fork));
            }
        }
    }

    /** Samples of all forks. */
    int size() {
        return Arrays.stream(forks).mapToInt(fork -> fork.length).sum();
    }

    double median() {
        return Median.of(pooled());
    }

    /** The forks one after the other. */
    double[] pooled() {
        return Arrays.stream(forks).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The same as times, of which less is better, whatever the mode. */
    Series times(Mode mode) {
        double[][] times = Arrays.stream(forks)
                .map(fork -> Arrays.stream(fork).map(mode::time).toArray())
                .toArray(double[][]::new);
        return new Series(unit, times);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series series && unit.equals(series.unit) && Arrays.deepEquals(forks, series.forks);
    }

    @Override
    public int hashCode() {
        return 31 * unit.hashCode() + Arrays.deepHashCode(forks);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(forks) + " " + unit;
    }
}
