package org.panderm4j.report;

import java.util.List;
import java.util.Optional;
import org.panderm4j.eval.MetricValue;

/** Metrics by their names. */
final class MetricValues {
    private MetricValues() {}

    static Optional<MetricValue> named(List<MetricValue> metrics, String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** As it stands in a chart: NaN where it was not measured or is not defined. */
    static double drawn(Optional<MetricValue> metric) {
        return metric.isPresent() ? metric.get().value().orElse(Double.NaN) : Double.NaN;
    }
}
