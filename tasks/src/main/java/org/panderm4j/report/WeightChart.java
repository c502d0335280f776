package org.panderm4j.report;

import java.util.List;

/**
 * Signed values as bars to both sides of 0, one below the other.
 *
 * @param title of the chart
 * @param note one or two sentences on what it shows
 * @param bars in the order shown
 */
public record WeightChart(String title, String note, List<Bar> bars) {
    /**
     * One value.
     *
     * @param name what it is of
     * @param value signed
     * @param note beside the name, such as a similarity; may be empty
     */
    public record Bar(String name, double value, String note) {}
}
