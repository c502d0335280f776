package org.panderm4j.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric over repeated splits of the same rows: how much it depends on which rows are tested. The splits share rows, so this is no
 * interval for other data.
 *
 * @param name of the metric
 * @param splits that define it
 * @param mean of those; empty without any
 * @param deviation sample standard deviation; empty with fewer than two
 * @param interval the middle 95 percent of the splits; empty with fewer than two
 */
public record Spread(
        String name, int splits, OptionalDouble mean, OptionalDouble deviation, Optional<Bootstrap.Interval> interval) {
    private static final double TAIL = (1 - Bootstrap.LEVEL) / 2;

    /** Of one value a split; empty ones are left out. */
    public static Spread of(String name, List<OptionalDouble> values) {
        double[] sorted = values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        // In the order of the splits, so that the last digit is that of a plain mean.
        OptionalDouble mean = values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
        boolean several = sorted.length > 1;
        return new Spread(
                name,
                sorted.length,
                mean,
                several ? OptionalDouble.of(deviation(sorted, mean.orElseThrow())) : OptionalDouble.empty(),
                several
                        ? Optional.of(new Bootstrap.Interval(
                                Bootstrap.quantile(sorted, TAIL), Bootstrap.quantile(sorted, 1 - TAIL), sorted.length))
                        : Optional.empty());
    }

    private static double deviation(double[] values, double mean) {
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** As tables and charts take it; rows are splits. */
    public MetricValue metric() {
        return new MetricValue(name, splits, mean, interval);
    }
}
