package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * The column {@code target}: classes as numbers, whose names the tables do not tell.
 *
 * @param classNames in the order of the numbers
 */
record TargetColumn(List<String> classNames) {
    static final String NAME = "target";

    /** Names that the user gave, else {@code class 0} and so on. */
    static TargetColumn of(Reading reading, int classes) throws IOException {
        List<String> names = reading.classNames()
                .orElseGet(() ->
                        IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
        if (names.size() != classes) {
            throw new IOException(
                    "class names: expected " + classes + ", found " + names.size() + ": " + String.join(", ", names));
        }
        return new TargetColumn(names);
    }

    /**
     * The class of a row.
     *
     * @throws IOException naming file, line and column when it is none
     */
    int read(Table table, TableRow row) throws IOException {
        String text = row.get(table.column(NAME)).strip();
        OptionalInt label = parse(text);
        if (label.isEmpty()) {
            throw new IOException(table.file() + ", line " + row.line() + ", column " + NAME
                    + ": expected a class from 0 to " + (classNames.size() - 1) + ", found \"" + text + "\"");
        }
        return label.getAsInt();
    }

    /** The class of a new case: not known where the column is not there or holds none. */
    OptionalInt readNew(Table table, TableRow row) throws IOException {
        return table.has(NAME) ? parse(row.get(table.column(NAME)).strip()) : OptionalInt.empty();
    }

    /** Columns with blanks are written as {@code 4.0}. */
    private OptionalInt parse(String text) {
        if (!text.matches("\\d{1,6}(\\.0+)?")) {
            return OptionalInt.empty();
        }
        int label = (int) Double.parseDouble(text);
        return label < classNames.size() ? OptionalInt.of(label) : OptionalInt.empty();
    }
}
