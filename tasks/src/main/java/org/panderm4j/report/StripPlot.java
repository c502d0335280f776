package org.panderm4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Layout of the values of many splits, a line of dots a metric and classifier, in SVG units (pixels at full size). */
final class StripPlot {
    static final int WIDTH = 960;
    static final int LEFT = 190;
    private static final int RIGHT = 70;
    private static final int TOP = 10;
    private static final int BOTTOM = 40;
    private static final int LINE = 26;
    private static final int APART = 10; // between metrics
    private static final int MARKS = 8;
    private static final double JITTER = 8;
    /** Neighbouring dots go up and down by turns, so that equal values stay several. */
    private static final double TURN = 0.618033988749895;

    /** A dot. */
    record Dot(String x, String y) {}

    /** One classifier's values of one metric. */
    record Line(String name, int hue, int y, List<Dot> dots, String mean, String figure) {}

    private final List<Strip> strips;
    private final Axis axis;

    StripPlot(List<Strip> strips) {
        this.strips = strips;
        double low = values().min().orElse(0);
        this.axis = new Axis(Math.max(0, Math.min(0.9, Math.floor(low * 20) / 20)), 1);
    }

    private DoubleStream values() {
        return strips.stream()
                .flatMap(strip -> strip.series().stream())
                .flatMapToDouble(one -> Arrays.stream(one.values()));
    }

    int height() {
        return bottom() + BOTTOM;
    }

    int bottom() {
        return TOP
                + strips.stream()
                        .mapToInt(strip -> LINE * strip.series().size() + APART)
                        .sum();
    }

    List<LineChart.Mark> marks() {
        return axis.marks(MARKS).stream()
                .map(value -> new LineChart.Mark(x(value), Axis.label(value)))
                .toList();
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        int y = TOP;
        for (Strip strip : strips) {
            for (int i = 0; i < strip.series().size(); i++) {
                Strip.Series one = strip.series().get(i);
                boolean known = !Double.isNaN(one.mean());
                lines.add(new Line(
                        i == 0 ? MetricLabels.title(MetricLabels.ofBinary(strip.metric())) : "",
                        i,
                        y + LINE / 2,
                        dots(one.values(), y + LINE / 2),
                        known ? x(one.mean()) : "",
                        known ? Numbers.share(one.mean()) : "not defined"));
                y += LINE;
            }
            y += APART;
        }
        return lines;
    }

    List<String> names() {
        return strips.stream()
                .limit(1)
                .flatMap(strip -> strip.series().stream())
                .map(Strip.Series::name)
                .toList();
    }

    private List<Dot> dots(double[] values, int y) {
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double turn = i * TURN - Math.floor(i * TURN) - 0.5;
            dots.add(new Dot(x(values[i]), Coordinate.of(y + 2 * JITTER * turn)));
        }
        return dots;
    }

    int right() {
        return WIDTH - RIGHT;
    }

    private String x(double value) {
        return Coordinate.of(LEFT + axis.place(value) * (right() - LEFT));
    }
}
