package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one class, told from the rest by a threshold on its probability, as the threshold falls.
 *
 * <p>For drawing: of many points those are kept that lie far enough from the one before, and both ends of every long step, so
 * corners stay exact and the line through the points stays within a small distance of the full one.
 *
 * @param points in the order of falling thresholds, at most {@link #MOST}
 */
public record ThresholdCurve(List<Point> points) {
    /** Number of points that is never exceeded. */
    public static final int MOST = 400;

    private static final double FIRST_STEP = 1.0 / 1024;

    /**
     * Counts at one threshold, as shares from 0 to 1.
     *
     * @param x false positive rate, or recall
     * @param y true positive rate, or precision
     * @param threshold rows with this probability or more are called positive; positive infinity calls none
     */
    public record Point(double x, double y, double threshold) {}

    /** The ROC curve, from (0, 0) to (1, 1); empty when the class has no rows or all of them. */
    public static Optional<ThresholdCurve> roc(Predictions predictions, int label) {
        long positives = positives(predictions, label);
        long negatives = predictions.rows() - positives;
        if (positives == 0 || negatives == 0) {
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>(List.of(new Point(0, 0, Double.POSITIVE_INFINITY)));
        for (Cut cut : cuts(predictions, label)) {
            points.add(new Point(
                    (double) (cut.chosen - cut.hits) / negatives, (double) cut.hits / positives, cut.threshold));
        }
        return Optional.of(new ThresholdCurve(thin(withoutStraight(points))));
    }

    /**
     * Precision over recall at the thresholds where recall grows, so that average precision is the area of the steps that end
     * in these points; empty when the class has no rows.
     */
    public static Optional<ThresholdCurve> precisionRecall(Predictions predictions, int label) {
        long positives = positives(predictions, label);
        if (positives == 0) {
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>();
        long before = 0;
        for (Cut cut : cuts(predictions, label)) {
            if (cut.hits > before) {
                points.add(new Point((double) cut.hits / positives, (double) cut.hits / cut.chosen, cut.threshold));
            }
            before = cut.hits;
        }
        return Optional.of(new ThresholdCurve(thin(points)));
    }

    /** Rows at or above a threshold, and how many of them are positive. */
    private record Cut(double threshold, long chosen, long hits) {}

    private static long positives(Predictions predictions, int label) {
        long count = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            count += predictions.label(row) == label ? 1 : 0;
        }
        return count;
    }

    private static List<Cut> cuts(Predictions predictions, int label) {
        SortedRows sorted = SortedRows.by(predictions.rows(), row -> -predictions.probability(row, label));
        List<Cut> cuts = new ArrayList<>();
        int at = 0;
        long hits = 0;
        for (int end : sorted.ends()) {
            for (; at < end; at++) {
                hits += predictions.label(sorted.order()[at]) == label ? 1 : 0;
            }
            cuts.add(new Cut(predictions.probability(sorted.order()[at - 1], label), at, hits));
        }
        return cuts;
    }

    /** Leaves out what lies on a level or upright line between its neighbours. */
    private static List<Point> withoutStraight(List<Point> points) {
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            boolean isInner = i > 0 && i + 1 < points.size();
            boolean isLevel = isInner && points.get(i - 1).y == points.get(i + 1).y;
            boolean isUpright = isInner && points.get(i - 1).x == points.get(i + 1).x;
            if (!isLevel && !isUpright) {
                kept.add(points.get(i));
            }
        }
        return kept;
    }

    private static List<Point> thin(List<Point> points) {
        List<Point> kept = points;
        for (double step = FIRST_STEP; kept.size() > MOST; step *= 2) {
            kept = thin(points, step);
        }
        return kept;
    }

    private static List<Point> thin(List<Point> points, double step) {
        List<Point> kept = new ArrayList<>(List.of(points.get(0)));
        for (int i = 1; i + 1 < points.size(); i++) {
            Point point = points.get(i);
            if (distance(kept.get(kept.size() - 1), point) >= step || distance(point, points.get(i + 1)) >= step) {
                kept.add(point);
            }
        }
        kept.add(points.get(points.size() - 1));
        return kept;
    }

    private static double distance(Point one, Point other) {
        return Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
    }
}
