package org.panderm4j.report;

import java.util.List;

/**
 * One chart of a training page.
 *
 * @param title of the chart
 * @param note one sentence on what it shows; may be empty
 * @param curves one or two
 */
public record CurveChart(String title, String note, List<Curve> curves) {
    public CurveChart {
        curves = List.copyOf(curves);
        if (curves.isEmpty() || curves.size() > 2) {
            throw new IllegalArgumentException(title + ": expected one or two curves, found " + curves.size());
        }
    }
}
