package org.panderm4j.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.panderm4j.weights.checkpoint.CheckpointException;

/** Rows of text in aligned columns. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();

    TextTable(String... header) {
        rows.add(header);
    }

    /** Adds a row; what a file may have put into a cell cannot steer the terminal. */
    void row(Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(String::valueOf)
                .map(CheckpointException::visible)
                .toArray(String[]::new));
    }

    /** A metric or probability to four places. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    void print(PrintStream out) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
