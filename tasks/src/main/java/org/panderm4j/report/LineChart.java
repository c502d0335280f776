package org.panderm4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Layout of curves, in SVG units (pixels at full size). A curve with more steps than fit is drawn as means of neighbouring steps,
 * over the range that these cover.
 */
final class LineChart {
    static final int WIDTH = 960;
    static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 14;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final int MOST_POINTS = 400;
    private static final int MARKS = 5;
    private static final int LONGEST_WITH_DOTS = 100;

    /** A mark of an axis: where it is, and what stands beside it. */
    record Mark(String at, String label) {}

    /** A dot, with what it tells under the pointer. */
    record Dot(String x, String y, String tip) {}

    /** A curve as SVG paths; the band is empty where each step has a point of its own. */
    record Line(String name, String band, String path, List<Dot> dots) {}

    private final CurveChart chart;
    private final Axis steps;
    private final Axis values;
    private final List<PointMeans> means;

    LineChart(CurveChart chart) {
        this.chart = chart;
        this.means = chart.curves().stream()
                .map(curve -> PointMeans.of(curve, MOST_POINTS))
                .toList();
        this.steps = Axis.around(
                all(Curve::steps).min().orElse(0), all(Curve::steps).max().orElse(1));
        this.values = Axis.around(drawn().min().orElse(0), drawn().max().orElse(1));
    }

    private DoubleStream all(Function<Curve, double[]> part) {
        return chart.curves().stream().map(part).flatMapToDouble(Arrays::stream);
    }

    /** What decides the axis: the means, since one outlier among thousands of steps must not flatten the curve. */
    private DoubleStream drawn() {
        return means.stream()
                .flatMapToDouble(points -> Arrays.stream(points.mean()))
                .filter(Double::isFinite);
    }

    /** What lies along. */
    String axis() {
        return chart.axis();
    }

    String title() {
        return chart.title();
    }

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        return drawn().findAny().isEmpty();
    }

    List<Mark> stepMarks() {
        return steps.marks(2 * MARKS).stream()
                .filter(value -> value == Math.rint(value))
                .map(value -> new Mark(x(value), Axis.label(value)))
                .toList();
    }

    List<Mark> valueMarks() {
        return values.marks(MARKS).stream()
                .map(value -> new Mark(y(value), Axis.label(value)))
                .toList();
    }

    int left() {
        return LEFT;
    }

    int right() {
        return WIDTH - RIGHT;
    }

    int top() {
        return TOP;
    }

    int bottom() {
        return HEIGHT - BOTTOM;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < means.size(); i++) {
            Curve curve = chart.curves().get(i);
            PointMeans points = means.get(i);
            boolean dotted = curve.measured() && points.step().length <= LONGEST_WITH_DOTS;
            lines.add(new Line(
                    curve.name(),
                    points.isWhole() ? "" : band(points),
                    path(points),
                    dotted ? dots(curve.name(), points) : List.of()));
        }
        return lines;
    }

    private String path(PointMeans points) {
        StringBuilder path = new StringBuilder();
        boolean down = false; // the pen
        for (int i = 0; i < points.step().length; i++) {
            double value = points.mean()[i];
            if (Double.isFinite(value)) {
                path.append(down ? 'L' : 'M')
                        .append(x(points.step()[i]))
                        .append(' ')
                        .append(y(value));
            }
            down = Double.isFinite(value);
        }
        return path.toString();
    }

    private String band(PointMeans points) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.step().length; i++) {
            if (Double.isFinite(points.mean()[i])) {
                path.append('M').append(x(points.step()[i])).append(' ').append(y(points.least()[i]));
                path.append('V').append(y(points.most()[i]));
            }
        }
        return path.toString();
    }

    private List<Dot> dots(String name, PointMeans points) {
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < points.step().length; i++) {
            double value = points.mean()[i];
            if (Double.isFinite(value)) {
                String tip = name + ", " + chart.axis() + " " + Numbers.count((long) points.step()[i]) + ": "
                        + Axis.label(value);
                dots.add(new Dot(x(points.step()[i]), y(value), tip));
            }
        }
        return dots;
    }

    private String x(double step) {
        return Coordinate.of(left() + steps.place(step) * (right() - left()));
    }

    /** Outliers end at the frame. */
    private String y(double value) {
        double place = Math.max(0, Math.min(1, values.place(value)));
        return Coordinate.of(bottom() - place * (bottom() - top()));
    }
}
