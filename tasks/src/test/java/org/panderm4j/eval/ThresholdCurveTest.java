package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.eval.ThresholdCurve.Point;

class ThresholdCurveTest {
    @Test
    void pointsAreTheSharesAtTheirThresholds() {
        for (long seed = 0; seed < 100; seed++) {
            Predictions rows = ProbeMetricsTest.randomPredictions(new Random(seed));
            ProbeMetrics metrics = ProbeMetrics.of(rows);
            for (int c = 0; c < rows.classes(); c++) {
                int label = c;
                double positives = count(rows, label, 0, true);
                double negatives = count(rows, label, 0, false);
                assertThat(ThresholdCurve.roc(rows, c).isPresent())
                        .isEqualTo(metrics.auroc(c).isPresent());
                ThresholdCurve.roc(rows, c).ifPresent(curve -> {
                    for (Point point : curve.points()) {
                        assertThat(point.x() * negatives)
                                .isCloseTo(count(rows, label, point.threshold(), false), within(1e-9));
                        assertThat(point.y() * positives)
                                .isCloseTo(count(rows, label, point.threshold(), true), within(1e-9));
                    }
                    assertThat(trapezoids(curve.points()))
                            .isCloseTo(metrics.auroc(label).orElseThrow(), within(1e-12));
                });
                assertThat(ThresholdCurve.precisionRecall(rows, c).isPresent()).isEqualTo(positives > 0);
                ThresholdCurve.precisionRecall(rows, c)
                        .ifPresent(curve -> assertThat(steps(curve.points()))
                                .isCloseTo(metrics.aupr(label).orElseThrow(), within(1e-12)));
            }
        }
    }

    private static double count(Predictions rows, int label, double threshold, boolean positive) {
        return IntStream.range(0, rows.rows())
                .filter(i -> (rows.label(i) == label) == positive && rows.probability(i, label) >= threshold)
                .count();
    }

    private static double trapezoids(List<Point> points) {
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            area += (to.x() - from.x()) * (to.y() + from.y()) / 2;
        }
        return area;
    }

    private static double steps(List<Point> points) {
        double area = 0;
        double recall = 0;
        for (Point point : points) {
            area += (point.x() - recall) * point.y();
            recall = point.x();
        }
        return area;
    }

    @Test
    void keepsCornersAndEndsOfTheUsualCase() {
        // positives at 0.9 and 0.5, negatives at 0.7, 0.6 and 0.1
        double[][] probabilities = {{0.1, 0.9}, {0.5, 0.5}, {0.3, 0.7}, {0.4, 0.6}, {0.9, 0.1}};
        Predictions rows = Predictions.of(new int[] {1, 1, 0, 0, 0}, probabilities);
        assertThat(ThresholdCurve.roc(rows, 1).orElseThrow().points())
                .containsExactly(
                        new Point(0, 0, Double.POSITIVE_INFINITY),
                        new Point(0, 0.5, 0.9),
                        new Point(2 / 3.0, 0.5, 0.6),
                        new Point(2 / 3.0, 1, 0.5),
                        new Point(1, 1, 0.1));
        assertThat(ThresholdCurve.precisionRecall(rows, 1).orElseThrow().points())
                .containsExactly(new Point(0.5, 1, 0.9), new Point(1, 0.5, 0.5));
    }

    @Test
    void thinsManyPointsAndStaysClose() {
        Random random = new Random(5);
        int[] labels = random.ints(20_000, 0, 10).map(draw -> draw == 0 ? 1 : 0).toArray();
        double[][] probabilities = new double[labels.length][2];
        for (int i = 0; i < labels.length; i++) {
            probabilities[i][1] = 1 / (1 + Math.exp(-random.nextGaussian() - 1.5 * labels[i]));
        }
        Predictions rows = Predictions.of(labels, probabilities);
        List<Point> roc = ThresholdCurve.roc(rows, 1).orElseThrow().points();
        assertThat(roc).hasSizeBetween(100, ThresholdCurve.MOST);
        assertThat(roc).isSortedAccordingTo(Comparator.comparingDouble(point -> -point.threshold()));
        assertThat(trapezoids(roc)).isCloseTo(ProbeMetrics.of(rows).auroc().orElseThrow(), within(1e-3));
        assertThat(roc.get(roc.size() - 1)).extracting(Point::x, Point::y).containsExactly(1.0, 1.0);
        List<Point> precision =
                ThresholdCurve.precisionRecall(rows, 1).orElseThrow().points();
        assertThat(precision).hasSizeBetween(100, ThresholdCurve.MOST);
        assertThat(steps(precision)).isCloseTo(ProbeMetrics.of(rows).aupr().orElseThrow(), within(5e-3));
    }

    @Test
    void aLongStepKeepsBothEnds() {
        // 1000 pairs ranked at random, and 1000 positives with one score between them
        Random random = new Random(6);
        int rows = 5000;
        int[] labels = new int[rows];
        double[][] probabilities = new double[rows][2];
        for (int i = 0; i < rows; i++) {
            labels[i] = i < 1000 ? 1 : random.nextInt(2);
            probabilities[i][1] = i < 1000 ? 0.5 : random.nextDouble();
        }
        List<Point> points = ThresholdCurve.roc(Predictions.of(labels, probabilities), 1)
                .orElseThrow()
                .points();
        int at = IntStream.range(0, points.size())
                .filter(i -> points.get(i).threshold() == 0.5)
                .findFirst()
                .orElseThrow();
        assertThat(points.get(at).x()).isEqualTo(points.get(at - 1).x());
        assertThat(points.get(at).y() - points.get(at - 1).y()).isGreaterThan(0.3);
    }
}
