package org.panderm4j.cli;

import org.panderm4j.eval.MetricValue;

/** A metric as tables on the screen have it. */
final class MetricCells {
    private MetricCells() {}

    static String value(MetricValue metric) {
        return value(metric.value().orElse(Double.NaN));
    }

    /** Of a figure that is NaN where it is not defined, such as one of classes that do not occur. */
    static String value(double figure) {
        return Double.isNaN(figure) ? "undefined" : TextTable.number(figure);
    }

    /** Empty where there is none. */
    static String interval(MetricValue metric) {
        return metric.interval()
                .map(one -> TextTable.number(one.low()) + " - " + TextTable.number(one.high()))
                .orElse("");
    }
}
