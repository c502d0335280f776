package org.panderm4j.report;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.eval.ConfusionMatrix;

/**
 * A confusion matrix of many classes as a picture: one SVG unit a cell, and one path a shade so that the page stays small.
 *
 * @param classes how many
 * @param paths empty cells are left out
 */
record CompactMap(int classes, List<Shade> paths) {
    private static final int SHADES = 5;

    /** All cells of one colour: {@code right} for the diagonal. */
    record Shade(boolean right, double opacity, String path) {}

    static CompactMap of(ConfusionMatrix matrix) {
        List<Shade> paths = new ArrayList<>();
        for (boolean right : new boolean[] {false, true}) {
            for (int shade = 1; shade <= SHADES; shade++) {
                String path = path(matrix, right, shade);
                if (!path.isEmpty()) {
                    paths.add(new Shade(right, shade / (double) SHADES, path));
                }
            }
        }
        return new CompactMap(matrix.classes(), paths);
    }

    private static String path(ConfusionMatrix matrix, boolean right, int shade) {
        StringBuilder path = new StringBuilder();
        for (int t = 0; t < matrix.classes(); t++) {
            for (int p = 0; p < matrix.classes(); p++) {
                if ((t == p) == right && (int) Math.ceil(SHADES * matrix.share(t, p)) == shade) {
                    path.append('M').append(p).append(' ').append(t).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    /** Positions of the axis marks. */
    List<Integer> marks() {
        List<Integer> marks = new ArrayList<>();
        for (int at = 0; at < classes; at += 10) {
            marks.add(at);
        }
        return marks;
    }
}
