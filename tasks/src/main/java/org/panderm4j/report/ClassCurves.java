package org.panderm4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.eval.ThresholdCurve;

/**
 * Layout of threshold curves, one a class, in a square, in SVG units (pixels at full size). Of two classes the second alone is
 * drawn; of many, those with the most test rows.
 */
final class ClassCurves {
    static final int WIDTH = 462;
    static final int HEIGHT = 440;
    static final int LEFT = 58;
    static final int TOP = 10;
    static final int SIDE = 384;
    /** Curves that can be told apart. */
    static final int MOST = 8;

    /** @param area under the curve */
    record Line(String name, long rows, OptionalDouble area, String path) {}

    private final ProbeMetrics metrics;
    private final List<String> classes;
    private final String unit;
    private final List<Integer> shown;

    /**
     * @param unit what a row is called, such as "row" or "case"
     */
    ClassCurves(ProbeMetrics metrics, List<String> classes, String unit) {
        this.unit = unit;
        this.metrics = metrics;
        this.classes = classes;
        this.shown = shown(metrics.confusion());
    }

    /** Ascending. */
    private static List<Integer> shown(ConfusionMatrix matrix) {
        if (matrix.classes() == 2) {
            return List.of(1);
        }
        return IntStream.range(0, matrix.classes())
                .boxed()
                .filter(c -> matrix.support(c) > 0)
                .sorted(Comparator.comparingLong(c -> -matrix.support(c)))
                .limit(MOST)
                .sorted()
                .toList();
    }

    /** Straight lines between points, as the area has it. */
    List<Line> roc() {
        List<Line> lines = new ArrayList<>();
        for (int label : shown) {
            StringBuilder path = new StringBuilder();
            points(ThresholdCurve.roc(predictions(), label))
                    .forEach(point -> path.append(path.isEmpty() ? 'M' : 'L')
                            .append(x(point.x()))
                            .append(' ')
                            .append(y(point.y())));
            lines.add(line(label, metrics.auroc(label), path));
        }
        return lines;
    }

    /** Steps, as average precision has it. */
    List<Line> precisionRecall() {
        List<Line> lines = new ArrayList<>();
        for (int label : shown) {
            StringBuilder path = new StringBuilder();
            points(ThresholdCurve.precisionRecall(predictions(), label))
                    .forEach(point -> path.append(path.isEmpty() ? "M" + x(0) + " " + y(point.y()) : "V" + y(point.y()))
                            .append('H')
                            .append(x(point.x())));
            lines.add(line(label, metrics.aupr(label), path));
        }
        return lines;
    }

    private Predictions predictions() {
        return metrics.predictions();
    }

    private static List<ThresholdCurve.Point> points(Optional<ThresholdCurve> curve) {
        return curve.map(ThresholdCurve::points).orElse(List.of());
    }

    private Line line(int label, OptionalDouble area, StringBuilder path) {
        return new Line(classes.get(label), metrics.confusion().support(label), area, path.toString());
    }

    /** Which classes are drawn, where that is not all of them. */
    String note() {
        if (classes.size() == 2) {
            return "Of " + classes.get(1) + ", told from " + classes.get(0) + ".";
        }
        int present = classes.size() - metrics.absentClasses().size();
        if (present > MOST) {
            return "The " + MOST + " classes with the most test " + unit + "s, of " + Numbers.count(present)
                    + " that have any; each against the rest.";
        }
        return present < classes.size()
                ? "Each class against the rest; "
                        + Numbers.counted(classes.size() - present, "class has", "classes have")
                        + " no test " + unit + " and no curve."
                : "Each class against the rest.";
    }

    static String x(double share) {
        return Coordinate.of(LEFT + share * SIDE);
    }

    static String y(double share) {
        return Coordinate.of(TOP + (1 - share) * SIDE);
    }
}
