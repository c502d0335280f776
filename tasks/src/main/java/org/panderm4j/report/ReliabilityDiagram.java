package org.panderm4j.report;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.eval.Calibration;

/** Layout of accuracy over confidence, with a strip of counts below it, in SVG units (pixels at full size). */
final class ReliabilityDiagram {
    static final int WIDTH = 462;
    static final int HEIGHT = 470;
    static final int LEFT = 58;
    static final int TOP = 10;
    static final int SIDE = 340;
    /** Where the bars of counts stand, and how high the highest may be. */
    static final int FLOOR = 430;

    static final int STRIP = 64;
    private static final int GAP = 2; // between bars

    /**
     * A bin with rows.
     *
     * @param confidence place of their mean
     * @param ideal height that accuracy would have if it were the confidence
     */
    record Bar(
            String x,
            String width,
            String top,
            String height,
            String confidence,
            String ideal,
            boolean overconfident,
            String tip) {}

    /** How many rows a bin has. */
    record Count(String x, String width, String top, String height, String tip) {}

    private final List<Calibration.Bin> bins;
    private final long most;

    ReliabilityDiagram(Calibration calibration) {
        this.bins = calibration.bins().stream().filter(bin -> bin.rows() > 0).toList();
        this.most = bins.stream().mapToLong(Calibration.Bin::rows).max().orElse(1);
    }

    /** n. */
    long rows() {
        return bins.stream().mapToLong(Calibration.Bin::rows).sum();
    }

    /** Rows of the fullest bin. */
    long most() {
        return most;
    }

    List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (Calibration.Bin bin : bins) {
            double accuracy = bin.accuracy().orElseThrow();
            double confidence = bin.confidence().orElseThrow();
            bars.add(new Bar(
                    Coordinate.of(LEFT + bin.low() * SIDE + GAP / 2.0),
                    width(bin),
                    y(accuracy),
                    Coordinate.of(accuracy * SIDE),
                    x(confidence),
                    y(confidence),
                    confidence > accuracy,
                    tip(bin)));
        }
        return bars;
    }

    List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        for (Calibration.Bin bin : bins) {
            double height = Math.max(1, (double) STRIP * bin.rows() / most);
            counts.add(new Count(
                    Coordinate.of(LEFT + bin.low() * SIDE + GAP / 2.0),
                    width(bin),
                    Coordinate.of(FLOOR - height),
                    Coordinate.of(height),
                    tip(bin)));
        }
        return counts;
    }

    static String x(double confidence) {
        return Coordinate.of(LEFT + confidence * SIDE);
    }

    static String y(double accuracy) {
        return Coordinate.of(TOP + (1 - accuracy) * SIDE);
    }

    private static String width(Calibration.Bin bin) {
        return Coordinate.of((bin.high() - bin.low()) * SIDE - GAP);
    }

    private static String tip(Calibration.Bin bin) {
        return "confidence " + Numbers.share(bin.low()) + " – " + Numbers.share(bin.high()) + ": "
                + Numbers.counted(bin.rows(), "row", "rows") + ", accuracy "
                + Numbers.share(bin.accuracy().orElseThrow()) + ", mean confidence "
                + Numbers.share(bin.confidence().orElseThrow());
    }
}
