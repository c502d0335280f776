package org.panderm4j.report;

import java.util.ArrayList;
import java.util.List;

/** Layout of the scores in the order of the trials, in SVG units: a dot for each trial, and a line of the best so far. */
final class ScoreChart {
    static final int WIDTH = 960;
    static final int HEIGHT = 280;
    private static final int LEFT = 64;
    private static final int RIGHT = 14;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final int MARKS = 5;

    /** A trial. */
    record Dot(String x, String y, boolean stopped, boolean best, String tip) {}

    private final TuningPage page;
    private final ScoreAxis score;
    private final Axis order;

    ScoreChart(TuningPage page) {
        this.page = page;
        this.score = ScoreAxis.of(page);
        this.order = new Axis(0.4, page.trials().size() + 0.6);
    }

    int left() {
        return LEFT;
    }

    int right() {
        return WIDTH - RIGHT;
    }

    int bottom() {
        return HEIGHT - BOTTOM;
    }

    /** Whether some trials are worse than the axis reaches. */
    boolean isCut() {
        return page.ranked().stream().anyMatch(trial -> score.isBeyond(page.score(trial)));
    }

    /** Whether some trials ended early. */
    boolean hasStopped() {
        return page.ranked().stream().anyMatch(TrialRow::isStopped);
    }

    List<LineChart.Mark> trialMarks() {
        return order.marks(2 * MARKS).stream()
                .filter(value -> value == Math.rint(value) && value >= 1)
                .map(value -> new LineChart.Mark(x(value), Axis.label(value)))
                .toList();
    }

    List<LineChart.Mark> scoreMarks() {
        return score.axis().marks(MARKS).stream()
                .map(value -> new LineChart.Mark(y(value), Axis.label(value)))
                .toList();
    }

    List<Dot> dots() {
        List<Dot> dots = new ArrayList<>();
        for (TrialRow trial : page.trials()) {
            double value = page.score(trial);
            if (Double.isFinite(value) && !page.isBest(trial)) {
                dots.add(dot(trial, value));
            }
        }
        dots.add(dot(page.bestTrial(), page.score(page.bestTrial())));
        return dots;
    }

    private Dot dot(TrialRow trial, double value) {
        String tip = "trial " + trial.number() + ": " + Axis.label(value) + (trial.isStopped() ? ", stopped" : "");
        return new Dot(x(trial.number()), y(value), trial.isStopped(), page.isBest(trial), tip);
    }

    /** Steps up at each finished trial that is the best so far. */
    String bestSoFar() {
        StringBuilder path = new StringBuilder();
        double best = Double.NaN;
        for (TrialRow trial : page.trials()) {
            double value = page.score(trial);
            boolean counts = Double.isFinite(value) && !trial.isStopped();
            if (counts && (Double.isNaN(best) || (page.minimized() ? value < best : value > best))) {
                path.append(path.isEmpty() ? "M" + x(trial.number()) + " " : "H" + x(trial.number()) + "V");
                path.append(y(value));
                best = value;
            }
        }
        return path.append("H").append(x(page.trials().size())).toString();
    }

    private String x(double number) {
        return Coordinate.of(LEFT + order.place(number) * (right() - LEFT));
    }

    private String y(double value) {
        return Coordinate.of(bottom() - score.place(value) * (bottom() - TOP));
    }
}
