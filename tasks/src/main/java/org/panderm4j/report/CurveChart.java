package org.panderm4j.report;

import java.util.List;

/**
 * One chart of curves, as a training page has several.
 *
 * @param title of the chart
 * @param note one sentence on what it shows; may be empty
 * @param axis what the curves go over, such as "step"
 * @param curves one or two
 */
public record CurveChart(String title, String note, String axis, List<Curve> curves) {
    /** Over steps. */
    public CurveChart(String title, String note, List<Curve> curves) {
        this(title, note, "step", curves);
    }

    public CurveChart {
        curves = List.copyOf(curves);
        if (curves.isEmpty() || curves.size() > 2) {
            throw new IllegalArgumentException(title + ": expected one or two curves, found " + curves.size());
        }
    }
}
