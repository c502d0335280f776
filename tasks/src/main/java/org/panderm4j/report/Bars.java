package org.panderm4j.report;

import java.util.List;

/**
 * Counts side by side: a histogram, or classes in an order.
 *
 * @param title of the chart
 * @param note one sentence on what it shows; may be empty
 * @param axis what the bars are by; may be empty
 * @param bars from left to right
 */
public record Bars(String title, String note, String axis, List<Bar> bars) {
    static final int HEIGHT = 150;
    static final int PITCH = 64;

    /**
     * One bar.
     *
     * @param label below it
     * @param count 0 or more
     * @param apart whether it is of another kind than the others, such as what is dead among what lives
     */
    public record Bar(String label, long count, boolean apart) {}

    public Bars {
        bars = List.copyOf(bars);
    }

    int width() {
        return PITCH * bars.size() + 10;
    }

    /** In SVG units. */
    long height(Bar bar) {
        long most = Math.max(1, bars.stream().mapToLong(Bar::count).max().orElse(1));
        return Math.round((double) HEIGHT * bar.count() / most);
    }
}
