package org.panderm4j.eval;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One number about a data set.
 *
 * @param name as it stands in tables and JSON, such as {@code weighted_f1}
 * @param value empty where the rows do not define it
 * @param interval empty where the value is, or where too few resamples define it
 */
public record MetricValue(String name, OptionalDouble value, Optional<Bootstrap.Interval> interval) {}
