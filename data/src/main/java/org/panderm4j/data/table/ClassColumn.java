package org.panderm4j.data.table;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The classes of a table's rows: numbers from 0, or names.
 *
 * @param column they stand in
 * @param names of the classes, in class order
 * @param labels of the rows, in table order, each the place of a name
 */
public record ClassColumn(String column, List<String> names, List<Integer> labels) {
    private static final int MOST_CLASSES = 100_000;

    public ClassColumn {
        names = List.copyOf(names);
        labels = List.copyOf(labels);
    }

    /**
     * Reads a column. Where every value is a whole number, it is the class; else the values are names, in alphabetical order, or in
     * the order of the names given.
     *
     * @param given names of all classes in class order, if the caller has them
     * @throws IOException when the column is missing, a value is empty, negative or none of the classes; names file, line and value
     */
    public static ClassColumn of(Table table, String column, Optional<List<String>> given) throws IOException {
        List<String> values = table.values(column).stream().map(String::strip).toList();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isEmpty()) {
                throw new IOException(place(table, i, column) + "expected a class, found nothing");
            }
        }
        return values.stream().allMatch(value -> value.matches("[+-]?\\d{1,9}"))
                ? numbered(table, column, values, given)
                : named(table, column, values, given);
    }

    private static ClassColumn numbered(Table table, String column, List<String> values, Optional<List<String>> given)
            throws IOException {
        List<Integer> labels = values.stream().map(Integer::valueOf).toList();
        int most = given.map(List::size).orElse(MOST_CLASSES);
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i) < 0 || labels.get(i) >= most) {
                throw new IOException(place(table, i, column) + "expected a class from 0 to " + (most - 1) + ", found "
                        + labels.get(i));
            }
        }
        int count = labels.stream().mapToInt(label -> label + 1).max().orElse(0);
        return new ClassColumn(column, given.orElseGet(() -> numbers(count)), labels);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static ClassColumn named(Table table, String column, List<String> values, Optional<List<String>> given)
            throws IOException {
        List<String> names = given.orElseGet(() -> List.copyOf(new TreeSet<>(values)));
        List<Integer> labels = values.stream().map(names::indexOf).toList();
        int unknown = labels.indexOf(-1);
        if (unknown >= 0) {
            throw new IOException(place(table, unknown, column) + "expected one of the classes "
                    + String.join(", ", names) + ", found \"" + values.get(unknown) + "\"");
        }
        return new ClassColumn(column, names, labels);
    }

    private static String place(Table table, int row, String column) {
        return table.file() + ", line " + table.rows().get(row).line() + ", column " + column + ": ";
    }
}
