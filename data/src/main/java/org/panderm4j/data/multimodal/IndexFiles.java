package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * Files that say by number which rows of a table are for what.
 *
 * @param files that were read
 * @param entries file by file, in their order
 * @param notes on rows that none names
 */
record IndexFiles(List<Path> files, List<Entry> entries, List<String> notes) {
    private static final List<String> NAMES = List.of("train_indexes.csv", "valid_indexes.csv", "test_indexes.csv");
    private static final String COLUMN = "indexes";
    private static final int SHOWN = 10;

    /**
     * One number.
     *
     * @param row of the table, counted from 0
     * @param split what it is for
     */
    record Entry(int row, Split split) {}

    /** Where a row was named. */
    private record Place(Path file, long line) {}

    /**
     * Reads the files of a data set.
     *
     * @param table whose rows are numbered
     * @throws IOException when there is none, or naming file, line and column when a number is no row or a row is named twice
     */
    static IndexFiles read(Path data, Table table) throws IOException {
        Map<Split, Path> files = SplitFiles.require(data, NAMES, "");
        Map<Integer, Place> named = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<Split, Path> one : files.entrySet()) {
            Table indexes = Table.read(one.getValue());
            int column = indexes.column(COLUMN);
            for (TableRow line : indexes.rows()) {
                int row = row(line.get(column), indexes, line, table);
                Place before = named.put(row, new Place(indexes.file(), line.line()));
                if (before != null) {
                    throw new IOException(indexes.file() + ", line " + line.line() + ", column " + COLUMN
                            + ": expected every row in one split and once, found row " + row + " (line "
                            + table.rows().get(row).line() + " of "
                            + table.file().getFileName() + "), which "
                            + before.file() + ", line " + before.line() + ", has too; take it out of one of them");
                }
                entries.add(new Entry(row, one.getKey()));
            }
        }
        return new IndexFiles(List.copyOf(files.values()), entries, unnamed(table, named));
    }

    private static int row(String text, Table indexes, TableRow line, Table table) throws IOException {
        int rows = table.rows().size();
        try {
            int row = Integer.parseInt(text.strip());
            if (row >= 0 && row < rows) {
                return row;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new IOException(indexes.file() + ", line " + line.line() + ", column " + COLUMN
                + ": expected the number of a row of " + table.file().getFileName() + ", 0 to " + (rows - 1)
                + ", found \"" + text + "\"");
    }

    private static List<String> unnamed(Table table, Map<Integer, Place> named) {
        List<String> lines = IntStream.range(0, table.rows().size())
                .filter(row -> !named.containsKey(row))
                .mapToObj(row -> Long.toString(table.rows().get(row).line()))
                .toList();
        if (lines.isEmpty()) {
            return List.of();
        }
        return List.of(lines.size() + " rows of " + table.file().getFileName()
                + " stand in no index file and are left out: line "
                + String.join(", ", lines.stream().limit(SHOWN).toList()) + (lines.size() > SHOWN ? ", ..." : ""));
    }
}
