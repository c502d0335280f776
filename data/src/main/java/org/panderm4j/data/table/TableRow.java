package org.panderm4j.data.table;

import java.util.List;

/**
 * One row of a table.
 *
 * @param line where it starts in the file, counted from 1
 * @param fields its values in column order
 */
public record TableRow(long line, List<String> fields) {
    public TableRow {
        fields = List.copyOf(fields);
    }

    /** The value in one column, counted from 0. */
    public String get(int column) {
        return fields.get(column);
    }
}
