package org.panderm4j.cli;

import org.panderm4j.eval.MetricValue;

/** A metric as tables on the screen have it. */
final class MetricCells {
    private MetricCells() {}

    static String value(MetricValue metric) {
        return metric.value().isPresent() ? TextTable.number(metric.value().getAsDouble()) : "undefined";
    }

    /** Empty where there is none. */
    static String interval(MetricValue metric) {
        return metric.interval()
                .map(one -> TextTable.number(one.low()) + " - " + TextTable.number(one.high()))
                .orElse("");
    }
}
