package org.panderm4j.report;

import java.util.List;
import java.util.stream.IntStream;

/** Layout of signed bars, in SVG units (pixels at full size). */
final class WeightBars {
    static final int WIDTH = 960;
    static final int ROW = 24;
    static final int LEFT = 250;
    private static final int TOP = 8;
    private static final int BOTTOM = 40;
    private static final int FIGURE = 66; // room for a figure beside a bar
    private static final int MARKS = 6;

    /** One bar; the figure stands beyond its end. */
    record Placed(String name, String tip, int y, String x, String width, boolean negative, String figure, String at) {}

    private final WeightChart chart;
    private final Axis axis;

    WeightBars(WeightChart chart) {
        this.chart = chart;
        double low =
                chart.bars().stream().mapToDouble(WeightChart.Bar::value).min().orElse(0);
        double high =
                chart.bars().stream().mapToDouble(WeightChart.Bar::value).max().orElse(0);
        this.axis = new Axis(Math.min(0, low), high > 0 || low < 0 ? Math.max(0, high) : 1);
    }

    int height() {
        return bottom() + BOTTOM;
    }

    int bottom() {
        return TOP + ROW * chart.bars().size();
    }

    String zero() {
        return x(0);
    }

    List<LineChart.Mark> marks() {
        return axis.marks(MARKS).stream()
                .map(value -> new LineChart.Mark(x(value), Axis.label(value)))
                .toList();
    }

    List<Placed> bars() {
        return IntStream.range(0, chart.bars().size()).mapToObj(this::bar).toList();
    }

    private Placed bar(int index) {
        WeightChart.Bar bar = chart.bars().get(index);
        double from = place(Math.min(0, bar.value()));
        double to = place(Math.max(0, bar.value()));
        boolean negative = bar.value() < 0;
        String tip = bar.name() + ": " + Axis.label(bar.value()) + (bar.note().isEmpty() ? "" : ", " + bar.note());
        return new Placed(
                HeatMap.shorten(bar.name()),
                tip,
                TOP + ROW * index,
                Coordinate.of(from),
                Coordinate.of(Math.max(to - from, 1)),
                negative,
                Axis.label(bar.value()),
                Coordinate.of(negative ? from - 6 : to + 6));
    }

    private String x(double value) {
        return Coordinate.of(place(value));
    }

    private double place(double value) {
        int from = LEFT + (axis.low() < 0 ? FIGURE : 0);
        return from + axis.place(value) * (WIDTH - FIGURE - from);
    }
}
