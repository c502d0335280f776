package org.panderm4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Layout of parallel coordinates, in SVG units (pixels at full size): an axis for each option that varies, the score last, a line for
 * each trial that has a score.
 */
final class ParallelCoordinates {
    static final int HEIGHT = 400;
    private static final int WIDTH = 980;
    private static final int NARROWEST = 72;
    private static final int SIDE = 70;
    private static final int TOP = 62;
    private static final int BOTTOM = 376;
    private static final int MARKS = 5;
    private static final double LETTER = 6.8;
    private static final double GAP = 10;
    private static final double FAINTEST = 0.07;
    private static final double STRONGEST = 0.75;

    /** A mark beside an axis; {@code tip} has all of what {@code label} may have cut. */
    record Mark(String at, String label, String tip) {}

    /** An axis with its name above it; names alternate between two lines, so that each has the room of two. */
    record Rail(String x, String titleX, String titleY, String anchor, String title, String tip, List<Mark> marks) {}

    /** What stands above an axis. */
    private record Title(String text, String tip) {}

    /** A trial's line. */
    record Line(String path, String opacity, boolean stopped, boolean best, String tip, List<Dot> dots) {}

    /** Where a line meets an axis. */
    record Dot(String x, String y) {}

    private final TuningPage page;
    private final List<Integer> options;
    private final ScoreAxis score;

    ParallelCoordinates(TuningPage page) {
        this.page = page;
        this.options = IntStream.range(0, page.options().size())
                .filter(i -> !page.options().get(i).isFixed())
                .boxed()
                .toList();
        this.score = ScoreAxis.of(page);
    }

    int width() {
        return Math.max(WIDTH, 2 * SIDE + NARROWEST * options.size());
    }

    int top() {
        return TOP;
    }

    int bottom() {
        return BOTTOM;
    }

    private double room() {
        return (width() - 2.0 * SIDE) / Math.max(1, options.size());
    }

    private double x(int rail) {
        return SIDE + rail * room();
    }

    private static double y(double place) {
        return BOTTOM - place * (BOTTOM - TOP);
    }

    List<Rail> rails() {
        List<Title> titles = titles();
        boolean staggered = false;
        for (int rail = 0; rail < titles.size(); rail++) {
            boolean outer = rail == 0 || rail == options.size();
            staggered |= titles.get(rail).text().length() * LETTER > (outer ? 2 * SIDE : room()) - GAP;
        }
        List<Rail> rails = new ArrayList<>();
        for (int rail = 0; rail < titles.size(); rail++) {
            rails.add(rail(rail, titles.get(rail), staggered));
        }
        return rails;
    }

    private List<Title> titles() {
        List<Title> titles = new ArrayList<>();
        for (int option : options) {
            OptionAxis axis = page.options().get(option);
            String tip = axis.meaning().isEmpty() ? axis.name() : axis.name() + ": " + axis.meaning();
            titles.add(new Title(axis.name(), tip));
        }
        String metric = MetricLabels.title(page.metric());
        titles.add(new Title(metric, metric + ", better above"));
        return titles;
    }

    private Rail rail(int rail, Title title, boolean staggered) {
        boolean fits = title.text().length() * LETTER <= 2 * SIDE - GAP;
        boolean first = rail == 0 && !fits;
        boolean last = rail == options.size() && !fits;
        // A long name of an outermost axis begins at the edge, for above its axis there is room on one side alone.
        String anchor = first ? "start" : last ? "end" : "middle";
        double at = first ? 4 : last ? width() - 4 : x(rail);
        double span = first || last ? SIDE + room() - GAP : Math.max(2 * SIDE, 2 * room()) - GAP;
        String y = Coordinate.of(staggered && rail % 2 == 0 ? 18 : 38);
        return new Rail(
                Coordinate.of(x(rail)),
                Coordinate.of(at),
                y,
                anchor,
                cut(title.text(), span),
                title.tip(),
                marks(rail));
    }

    private List<Mark> marks(int rail) {
        if (rail == options.size()) {
            return score.axis().marks(MARKS).stream()
                    .map(value -> mark(score.place(value), Axis.label(value)))
                    .toList();
        }
        return page.options().get(options.get(rail)).marks(MARKS).stream()
                .map(label -> mark(label.place(), label.text()))
                .toList();
    }

    /** Marks of the score stand outside. */
    boolean isLast(Rail rail) {
        return rail.x().equals(Coordinate.of(x(options.size())));
    }

    private Mark mark(double place, String label) {
        return new Mark(Coordinate.of(y(place)), cut(label, Math.min(room(), SIDE + 40) - 18), label);
    }

    /** The worst first, so that better ones are drawn over them. */
    List<Line> lines() {
        List<TrialRow> ranked = page.ranked();
        List<Line> lines = new ArrayList<>();
        for (int rank = ranked.size() - 1; rank >= 0; rank--) {
            TrialRow trial = ranked.get(rank);
            if (!page.isBest(trial)) {
                lines.add(line(trial, 1 - rank / (double) ranked.size()));
            }
        }
        lines.add(line(page.bestTrial(), 1));
        return lines;
    }

    private Line line(TrialRow trial, double strength) {
        StringBuilder path = new StringBuilder();
        List<Dot> dots = new ArrayList<>();
        double before = 0;
        for (int rail = 0; rail <= options.size(); rail++) {
            double at = y(place(trial, rail));
            if (rail == 0) {
                path.append('M').append(Coordinate.of(x(0))).append(' ').append(Coordinate.of(at));
            } else {
                String middle = Coordinate.of((x(rail - 1) + x(rail)) / 2);
                path.append('C').append(middle).append(' ').append(Coordinate.of(before));
                path.append(' ').append(middle).append(' ').append(Coordinate.of(at));
                path.append(' ').append(Coordinate.of(x(rail))).append(' ').append(Coordinate.of(at));
            }
            before = at;
            dots.add(new Dot(Coordinate.of(x(rail)), Coordinate.of(at)));
        }
        // Of many trials, only the best few may be strong: else all of them together are one blue.
        double fall = 2 + page.ranked().size() / 40.0;
        double opacity = FAINTEST + (STRONGEST - FAINTEST) * Math.pow(strength, fall);
        return new Line(
                path.toString(),
                String.format(Locale.ROOT, "%.2f", opacity),
                trial.isStopped(),
                page.isBest(trial),
                tip(trial),
                dots);
    }

    private double place(TrialRow trial, int rail) {
        if (rail == options.size()) {
            return score.place(page.score(trial));
        }
        int option = options.get(rail);
        return page.options().get(option).place(trial.values().get(option));
    }

    private String tip(TrialRow trial) {
        StringBuilder tip = new StringBuilder("trial " + trial.number() + ", " + page.metric() + " "
                + Numbers.finite(page.score(trial)) + (trial.isStopped() ? " when it was stopped" : ""));
        for (int option : options) {
            tip.append("\n").append(page.options().get(option).name()).append(" = ");
            tip.append(trial.values().get(option));
        }
        return tip.toString();
    }

    private static String cut(String text, double room) {
        int letters = Math.max(3, (int) (room / LETTER));
        return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
    }
}
