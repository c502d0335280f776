package org.panderm4j.cbm;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.data.table.Table;

/**
 * A table's column of two classes.
 *
 * @param table whose rows are those of an array
 * @param column of the label
 * @param positive value of class 1
 * @param labels [n], 0 or 1
 * @param note what a user should know of how they were found; empty when all was said
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record BinaryLabels(Table table, String column, String positive, int[] labels, Optional<String> note) {
    private static final String ONE = "1";
    private static final String ZERO = "0";
    private static final int NAMED = 5;

    /**
     * Which column it is.
     *
     * @param name empty for the one at the place that the reference takes
     * @param positive value of class 1; empty for 0 and 1
     */
    public record Choice(Optional<String> name, Optional<String> positive) {
        /** The reference's scripts over splits take the third column. */
        public BinaryLabels ofThird(Table table) throws IOException {
            return of(table, 2, "third");
        }

        /** Its script with a table for training and one for testing takes the last one. */
        public BinaryLabels ofLast(Table table) throws IOException {
            return of(table, table.header().size() - 1, "last");
        }

        private BinaryLabels of(Table table, int place, String placed) throws IOException {
            if (table.rows().isEmpty()) {
                throw new IOException(table.file() + ": expected a row for each row of the array, found only a header");
            }
            if (name.isPresent()) {
                return BinaryLabels.of(table, name.get(), positive, Optional.empty());
            }
            if (place >= table.header().size() || place == 0) {
                throw new IOException(table.file() + ", line 1: expected the label in the " + placed
                        + " column, found only " + String.join(", ", table.header()) + "; name it by --label-column");
            }
            String column = table.header().get(place);
            return BinaryLabels.of(
                    table,
                    column,
                    positive,
                    Optional.of(table.file() + ": the label is the " + placed + " column, '" + column
                            + "', as the reference has it; --label-column names another"));
        }
    }

    private static BinaryLabels of(Table table, String column, Optional<String> positive, Optional<String> note)
            throws IOException {
        int place = table.column(column);
        int[] labels = new int[table.rows().size()];
        for (int row = 0; row < labels.length; row++) {
            String value = table.rows().get(row).get(place).strip();
            String where = table.file() + ", line " + table.rows().get(row).line() + ", column " + column;
            if (value.isEmpty()) {
                throw new IOException(where + ": expected a label, found none");
            }
            if (positive.isEmpty() && !value.equals(ONE) && !value.equals(ZERO)) {
                throw new IOException(where + ": expected 0 or 1, found \"" + value
                        + "\"; name the class that counts as 1 by --positive");
            }
            labels[row] = value.equals(positive.orElse(ONE)) ? 1 : 0;
        }
        BinaryLabels found = new BinaryLabels(table, column, positive.orElse(ONE), labels, note);
        found.requireBoth();
        return found.noteOthers();
    }

    private void requireBoth() throws IOException {
        long ones = count(1);
        if (ones == 0 || ones == labels.length) {
            throw new IOException(table.file() + ", column " + column + ": expected rows of both classes, found "
                    + (ones == 0 ? "none of " : "only ") + "\"" + positive + "\""
                    + (ones == 0 ? " among " + String.join(", ", some(values())) : ""));
        }
    }

    /** More than one other name makes one class of what may be many. */
    private BinaryLabels noteOthers() throws IOException {
        List<String> others =
                values().stream().filter(value -> !value.equals(positive)).toList();
        if (others.size() < 2) {
            return this;
        }
        String told = table.file() + ", column " + column + ": '" + positive + "' against all of "
                + String.join(", ", some(others));
        return new BinaryLabels(
                table,
                column,
                positive,
                labels,
                Optional.of(note.map(one -> one + "; " + told).orElse(told)));
    }

    private static List<String> some(List<String> values) {
        return values.size() <= NAMED
                ? values
                : IntStream.rangeClosed(0, NAMED)
                        .mapToObj(i -> i < NAMED ? values.get(i) : (values.size() - NAMED) + " more")
                        .toList();
    }

    private List<String> values() throws IOException {
        return table.values(column).stream().map(String::strip).distinct().toList();
    }

    /** Refuses an array of another number of rows than the table has. */
    void requireRows(ActivationRows activations) throws IOException {
        activations.requireRows(labels.length, table.file());
    }

    /** Rows of a class. */
    public long count(int label) {
        return IntStream.of(labels).filter(one -> one == label).count();
    }

    /** [n], whether a row is of class 1. */
    public boolean[] areOnes() {
        boolean[] ones = new boolean[labels.length];
        for (int row = 0; row < ones.length; row++) {
            ones[row] = labels[row] == 1;
        }
        return ones;
    }

    /** What the two classes are called, 0 first. */
    public List<String> names() {
        return positive.equals(ONE) ? List.of("not " + column, column) : List.of("not " + positive, positive);
    }
}
