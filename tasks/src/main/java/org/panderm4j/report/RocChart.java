package org.panderm4j.report;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.eval.ThresholdCurve;

/** Layout of ROC curves: those of many splits faintly, and their mean at equal false positive rates. */
final class RocChart {
    private static final int STEPS = 100;

    /** @param faint paths of single curves; empty when there is one, which is the strong one then */
    record Line(String name, int hue, List<String> faint, String strong, String area) {}

    private final List<RocGroup> groups;

    RocChart(List<RocGroup> groups) {
        this.groups = groups;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            RocGroup group = groups.get(i);
            List<String> paths = group.curves().stream().map(RocChart::path).toList();
            boolean one = paths.size() == 1;
            lines.add(new Line(
                    group.name(), i, one ? List.of() : paths, one ? paths.get(0) : mean(group.curves()), group.area()));
        }
        return lines;
    }

    private static String path(ThresholdCurve curve) {
        StringBuilder path = new StringBuilder();
        curve.points()
                .forEach(point -> path.append(path.isEmpty() ? 'M' : 'L')
                        .append(ClassCurves.x(point.x()))
                        .append(' ')
                        .append(ClassCurves.y(point.y())));
        return path.toString();
    }

    private static String mean(List<ThresholdCurve> curves) {
        StringBuilder path = new StringBuilder("M" + ClassCurves.x(0) + " " + ClassCurves.y(0));
        for (int i = 0; i <= STEPS; i++) {
            double rate = (double) i / STEPS;
            double height = curves.stream()
                    .mapToDouble(curve -> at(curve, rate))
                    .average()
                    .orElse(0);
            path.append('L').append(ClassCurves.x(rate)).append(' ').append(ClassCurves.y(height));
        }
        return path.toString();
    }

    /** The true positive rate at a false positive rate; the upper one where the curve is upright. */
    private static double at(ThresholdCurve curve, double rate) {
        ThresholdCurve.Point before = curve.points().get(0);
        double height = before.y();
        for (ThresholdCurve.Point point : curve.points()) {
            if (point.x() > rate) {
                double share = (rate - before.x()) / (point.x() - before.x());
                return Math.max(height, before.y() + share * (point.y() - before.y()));
            }
            height = point.y();
            before = point;
        }
        return height;
    }
}
