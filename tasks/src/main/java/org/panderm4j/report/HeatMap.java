package org.panderm4j.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.panderm4j.eval.ConfusionMatrix;

/** Layout of a confusion matrix whose cells can be read one by one, in SVG units (pixels at full size). */
final class HeatMap {
    /** With more classes than this a cell holds no legible number. */
    static final int MOST_CLASSES = 30;

    private static final int LONGEST_LABEL = 30;
    private static final double CHARACTER = 6.6; // of the label font, on average
    /** Room for the words that name the axes. */
    private static final int AXIS_NAMES = 130;

    private static final int ROOMY = 60; // a cell with two lines
    private static final double STRONG = 0.75;

    /** One cell: count and share of its true class. */
    record Cell(int x, int y, long count, double share, boolean right, String tip) {
        String opacity() {
            return String.format(Locale.ROOT, "%.3f", count == 0 ? 0 : 0.08 + 0.92 * share);
        }

        /** Whether the ground is dark enough for light figures, or the reverse in dark mode. */
        boolean strong() {
            return share > STRONG;
        }

        String percent() {
            return Numbers.wholePercent(share);
        }
    }

    private final ConfusionMatrix matrix;
    private final List<String> classes;

    HeatMap(ConfusionMatrix matrix, List<String> classes) {
        this.matrix = matrix;
        this.classes = classes;
    }

    int cell() {
        int count = classes.size();
        return count <= 3 ? 84 : count <= 8 ? 60 : count <= 15 ? 44 : 30;
    }

    /** Whether a cell holds its share of the row below its count. */
    boolean hasShares() {
        return cell() >= ROOMY;
    }

    int left() {
        return Math.max(AXIS_NAMES, (int) Math.ceil(longest() * CHARACTER)) + 16;
    }

    /** Room for column labels, which are turned by 45 degrees. */
    int top() {
        return (int) Math.ceil(longest() * CHARACTER * 0.71) + 26;
    }

    int width() {
        return left() + cell() * classes.size() + (int) Math.ceil(longest() * CHARACTER * 0.71);
    }

    int height() {
        return top() + cell() * classes.size() + 8;
    }

    private int longest() {
        return classes.stream().mapToInt(name -> shorten(name).length()).max().orElse(0);
    }

    int center(int index) {
        return cell() * index + cell() / 2;
    }

    String label(int index) {
        return shorten(classes.get(index));
    }

    List<Cell> cells() {
        int count = classes.size();
        return IntStream.range(0, count * count)
                .mapToObj(at -> cellOf(at / count, at % count))
                .toList();
    }

    private Cell cellOf(int label, int predicted) {
        long count = matrix.count(label, predicted);
        double share = matrix.share(label, predicted);
        String tip = classes.get(label) + " predicted as " + classes.get(predicted) + ": " + Numbers.count(count) + " ("
                + Numbers.wholePercent(share) + ")";
        return new Cell(left() + cell() * predicted, top() + cell() * label, count, share, label == predicted, tip);
    }

    static String shorten(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }
}
