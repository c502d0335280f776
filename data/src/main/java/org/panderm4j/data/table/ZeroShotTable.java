package org.panderm4j.data.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures with one class each.
 *
 * @param table the file as it was read
 * @param imageColumn the column that named the pictures
 * @param rows in file order
 */
public record ZeroShotTable(Table table, String imageColumn, List<Row> rows) {
    /**
     * One picture.
     *
     * @param line in the file
     * @param image the value of the image column as it stands
     * @param path where the picture is
     * @param label class, counted from 0
     */
    public record Row(long line, String image, Path path, int label) {}

    public ZeroShotTable {
        rows = List.copyOf(rows);
    }

    /**
     * Takes the rows out of a table.
     *
     * @param classes how many classes there are: labels are 0 to {@code classes - 1}
     * @throws IOException when a column is missing or a label is no integer or no class; names file, line and value
     */
    public static ZeroShotTable of(Table table, ImageSource images, String labelColumn, int classes)
            throws IOException {
        String imageColumn = images.columnIn(table);
        int imagePlace = table.column(imageColumn);
        int labelPlace = table.column(labelColumn);
        List<Row> rows = new ArrayList<>(table.rows().size());
        for (TableRow row : table.rows()) {
            String image = row.get(imagePlace);
            int label = label(table, row, labelColumn, row.get(labelPlace), classes);
            rows.add(new Row(row.line(), image, images.resolve(image, table, row), label));
        }
        return new ZeroShotTable(table, imageColumn, rows);
    }

    private static int label(Table table, TableRow row, String column, String value, int classes) throws IOException {
        String place = table.file() + ", line " + row.line() + ", column " + column + ": ";
        int label;
        try {
            label = Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IOException(
                    place + "expected an integer label from 0 to " + (classes - 1) + ", found \"" + value + "\"");
        }
        if (label < 0 || label >= classes) {
            throw new IOException(place + "expected a label from 0 to " + (classes - 1) + " (the class list has "
                    + classes + " classes, counted from 0), found " + label);
        }
        return label;
    }
}
