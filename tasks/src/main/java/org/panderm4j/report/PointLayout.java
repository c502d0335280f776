package org.panderm4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Layout of a chart of points with whiskers, in SVG units (pixels at full size). */
final class PointLayout {
    static final int WIDTH = 960;
    static final int HEIGHT = 330;
    static final int LEFT = 64;
    static final int TOP = 14;
    static final int BOTTOM = HEIGHT - 66;
    private static final int INSET = 56; // from the frame to the first and the last place
    /** Series with whiskers stand beside each other by so much, or they would hide one another. */
    private static final double APART = 7;

    private static final double CHARACTER = 6.6; // of the label font, on average
    private static final int GAP = 8; // between labels, at least
    private static final int MARKS = 5;
    private static final double SHORTEST_AXIS = 0.02;

    /** @param note second line; may be empty */
    record Mark(String at, String label, String note) {}

    /** @param low end of the whisker, empty without one */
    record Dot(String x, String y, String low, String high, boolean marked, String tip) {}

    record Line(String name, int hue, String path, List<Dot> dots) {}

    private final PointChart chart;
    private final double[] places; // [places] in SVG units
    private final Axis values;

    PointLayout(PointChart chart) {
        this.chart = chart;
        this.places = places();
        this.values = values(drawn().min().orElse(0), drawn().max().orElse(1));
    }

    /** No finer than rounding: equal values are not to look different. */
    private static Axis values(double least, double most) {
        double room = Math.max(0, SHORTEST_AXIS - (most - least)) / 2;
        double low = least >= 0 ? Math.max(0, least - room) : least - room;
        Axis roomy = Axis.around(low, most + room);
        return most <= 1 ? new Axis(roomy.low(), Math.min(1, roomy.high())) : roomy;
    }

    private DoubleStream drawn() {
        return chart.series().stream()
                .flatMap(series -> series.points().stream())
                .filter(point -> Double.isFinite(point.value()))
                .flatMapToDouble(point -> DoubleStream.concat(
                        DoubleStream.of(point.value()),
                        point.interval().stream().flatMapToDouble(one -> DoubleStream.of(one.low(), one.high()))));
    }

    boolean isEmpty() {
        return drawn().findAny().isEmpty();
    }

    int right() {
        return WIDTH - 14;
    }

    private double[] places() {
        double[] shares = shares(true);
        boolean crowded = chart.labelled()
                && IntStream.range(1, shares.length)
                        .anyMatch(i -> at(shares[i]) - at(shares[i - 1]) < (room(i) + room(i - 1)) / 2 + GAP);
        return DoubleStream.of(crowded ? shares(false) : shares).map(this::at).toArray();
    }

    /** Where places lie between the first, 0, and the last, 1. */
    private double[] shares(boolean logarithmic) {
        int last = chart.places().size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToDouble(i -> last == 0 ? 0.5 : logarithmic ? log(i) / log(last) : (double) i / last)
                .toArray();
    }

    private double log(int place) {
        return Math.log(chart.places().get(place).at() / chart.places().get(0).at());
    }

    private double at(double share) {
        return LEFT + INSET + share * (right() - LEFT - 2 * INSET);
    }

    private double room(int place) {
        PointChart.Place one = chart.places().get(place);
        return CHARACTER * Math.max(one.name().length(), one.note().length());
    }

    /** Of the places; without those whose labels would run into the one before, unless all have to be told. */
    List<Mark> placeMarks() {
        List<Mark> marks = new ArrayList<>();
        double end = 0; // of the last label
        for (int i = 0; i < places.length; i++) {
            boolean fits = chart.labelled() || places[i] - room(i) / 2 >= end + GAP;
            marks.add(new Mark(
                    Coordinate.of(places[i]),
                    fits ? chart.places().get(i).name() : "",
                    fits ? chart.places().get(i).note() : ""));
            end = fits ? places[i] + room(i) / 2 : end;
        }
        return marks;
    }

    List<Mark> valueMarks() {
        return values.marks(MARKS).stream()
                .map(value -> new Mark(y(value), Axis.label(value), ""))
                .toList();
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < chart.series().size(); i++) {
            lines.add(line(i, chart.series().get(i)));
        }
        return lines;
    }

    private Line line(int number, PointChart.Series series) {
        boolean whiskers =
                series.points().stream().anyMatch(point -> point.interval().isPresent());
        double shift = whiskers ? APART * (number - (chart.series().size() - 1) / 2.0) : 0;
        StringBuilder path = new StringBuilder();
        List<Dot> dots = new ArrayList<>();
        boolean down = false; // the pen
        for (PointChart.Point point : series.points()) {
            boolean known = Double.isFinite(point.value());
            if (known) {
                Dot dot = dot(series.name(), point, shift);
                path.append(down ? 'L' : 'M').append(dot.x()).append(' ').append(dot.y());
                dots.add(dot);
            }
            down = known;
        }
        return new Line(series.name(), number, path.toString(), dots);
    }

    private Dot dot(String series, PointChart.Point point, double shift) {
        String tip = series + ", " + chart.places().get(point.place()).name() + ": " + Numbers.share(point.value())
                + point.interval()
                        .map(one -> " (" + Numbers.share(one.low()) + " – " + Numbers.share(one.high()) + ")")
                        .orElse("")
                + (point.marked() ? ", chosen" : "");
        return new Dot(
                Coordinate.of(places[point.place()] + shift),
                y(point.value()),
                point.interval().map(one -> y(one.low())).orElse(""),
                point.interval().map(one -> y(one.high())).orElse(""),
                point.marked(),
                tip);
    }

    private String y(double value) {
        return Coordinate.of(BOTTOM - values.place(value) * (BOTTOM - TOP));
    }
}
