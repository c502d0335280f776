package org.panderm4j.eval;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One number about a data set.
 *
 * @param name as it stands in tables and JSON, such as {@code weighted_f1}
 * @param rows n, how many rows it is computed from
 * @param value empty where the rows do not define it
 * @param interval empty where the value is, or where too few resamples define it
 */
public record MetricValue(String name, int rows, OptionalDouble value, Optional<Bootstrap.Interval> interval) {
    /** A number without an interval. */
    public static MetricValue plain(String name, int rows, double value) {
        return new MetricValue(name, rows, OptionalDouble.of(value), Optional.empty());
    }
}
