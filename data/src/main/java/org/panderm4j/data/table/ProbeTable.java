package org.panderm4j.data.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pictures with a class and a split each.
 *
 * @param table the file as it was read
 * @param imageColumn the column that named the pictures
 * @param classes of the rows
 * @param rows in file order
 */
public record ProbeTable(Table table, String imageColumn, ClassColumn classes, List<Row> rows) {
    /** Of a patient without a name: the row stands for itself. */
    private static final String ALONE = "row ";

    /**
     * One picture.
     *
     * @param line in the file
     * @param image the value of the image column as it stands
     * @param path where the picture is
     * @param label class, counted from 0
     * @param split what the row is for
     * @param group the patient, or the row's own place where there is none
     * @param weight of the row in training, 0 or more
     */
    public record Row(long line, String image, Path path, int label, Split split, String group, double weight) {}

    /**
     * Which columns say what.
     *
     * @param label the class
     * @param classNames in class order, if given
     * @param group the patient, if any
     * @param weight of the row, if any
     */
    public record Columns(
            String label, Optional<List<String>> classNames, Optional<String> group, Optional<String> weight) {}

    /** Says what each row is for. */
    @FunctionalInterface
    public interface Splitting {
        List<Split> of(Table table, List<String> groups, ClassColumn classes) throws IOException;
    }

    public ProbeTable {
        rows = List.copyOf(rows);
    }

    /** The splits that a column holds. */
    public static Splitting byColumn(String column) {
        return (table, groups, classes) -> {
            int place = table.column(column);
            List<Split> splits = new ArrayList<>();
            for (TableRow row : table.rows()) {
                splits.add(Split.read(table, row, column, place));
            }
            return splits;
        };
    }

    /**
     * Takes the rows out of a table.
     *
     * @throws IOException when a column is missing or a value is not what its column needs; names file, line and value
     */
    public static ProbeTable of(Table table, ImageSource images, Columns columns, Splitting splitting)
            throws IOException {
        String imageColumn = images.columnIn(table);
        int imagePlace = table.column(imageColumn);
        ClassColumn classes = ClassColumn.of(table, columns.label(), columns.classNames());
        List<String> groups = groups(table, columns.group());
        List<Double> weights = weights(table, columns.weight());
        List<Split> splits = splitting.of(table, groups, classes);
        List<Row> rows = new ArrayList<>(table.rows().size());
        for (int i = 0; i < table.rows().size(); i++) {
            TableRow row = table.rows().get(i);
            String image = row.get(imagePlace);
            rows.add(new Row(
                    row.line(),
                    image,
                    images.resolve(image, table, row),
                    classes.labels().get(i),
                    splits.get(i),
                    groups.get(i),
                    weights.get(i)));
        }
        return new ProbeTable(table, imageColumn, classes, rows);
    }

    private static List<String> groups(Table table, Optional<String> column) throws IOException {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            String name = column.isEmpty()
                    ? ""
                    : table.rows().get(i).get(table.column(column.get())).strip();
            groups.add(name.isEmpty() ? ALONE + i : name);
        }
        return groups;
    }

    private static List<Double> weights(Table table, Optional<String> column) throws IOException {
        List<Double> weights = new ArrayList<>();
        for (TableRow row : table.rows()) {
            weights.add(column.isEmpty() ? 1.0 : weight(table, row, column.get()));
        }
        return weights;
    }

    private static double weight(Table table, TableRow row, String column) throws IOException {
        String value = row.get(table.column(column)).strip();
        try {
            double weight = Double.parseDouble(value);
            if (weight >= 0 && weight < Double.POSITIVE_INFINITY) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new IOException(table.file() + ", line " + row.line() + ", column " + column
                + ": expected a weight of 0 or more, found \"" + value + "\"");
    }

    /** The rows of a split, in file order. */
    public List<Row> of(Split split) {
        return rows.stream().filter(row -> row.split() == split).toList();
    }

    /** Groups with rows to train and rows to test or validate on: what is known of a patient then leaks. */
    public Set<String> straddling() {
        Set<String> train = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        rows.forEach(row -> (row.split() == Split.TRAIN ? train : others).add(row.group()));
        train.retainAll(others);
        return train;
    }
}
