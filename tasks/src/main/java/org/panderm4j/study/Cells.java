package org.panderm4j.study;

import java.io.IOException;
import java.util.Locale;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/** Numbers in the tables of other runs. */
final class Cells {
    private Cells() {}

    /**
     * A number; NaN for an empty cell.
     *
     * @throws IOException in one line when it is none
     */
    static double number(Table table, TableRow row, String column) throws IOException {
        String text = row.get(table.column(column)).strip();
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IOException(
                    table.file() + ", line " + row.line() + ", column " + column + ": expected a number, found \""
                            + text + "\"",
                    e);
        }
    }

    static int integer(Table table, TableRow row, String column) throws IOException {
        double value = number(table, row, column);
        if (value != Math.rint(value)) {
            throw new IOException(table.file() + ", line " + row.line() + ", column " + column
                    + ": expected a whole number, found " + value);
        }
        return (int) value;
    }

    static String share(double value) {
        return Double.isNaN(value) ? "not defined" : String.format(Locale.ROOT, "%.3f", value);
    }

    static String signed(double value) {
        return Double.isNaN(value) ? "not defined" : String.format(Locale.ROOT, "%+.3f", value);
    }
}
