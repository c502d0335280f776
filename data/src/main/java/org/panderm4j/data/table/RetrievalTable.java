package org.panderm4j.data.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures with one caption each.
 *
 * @param table the file as it was read
 * @param imageColumn the column that named the pictures
 * @param rows in file order
 */
public record RetrievalTable(Table table, String imageColumn, List<Row> rows) {
    /** The text of a caption that is missing: the reference turns its not-a-number into a string. */
    public static final String MISSING_CAPTION = "nan";

    private static final String SOURCE_COLUMN = "source";

    /**
     * One picture.
     *
     * @param line in the file
     * @param image the value of the image column as it stands
     * @param path where the picture is
     * @param caption its text; {@link #MISSING_CAPTION} if there is none
     * @param source where the pair came from, if the table has that column
     */
    public record Row(long line, String image, Path path, String caption, Optional<String> source) {}

    public RetrievalTable {
        rows = List.copyOf(rows);
    }

    /**
     * Takes the rows out of a table. A column {@code source} is read where there is one.
     *
     * @throws IOException when the image or the caption column is missing; the message lists the columns there are
     */
    public static RetrievalTable of(Table table, ImageSource images, String captionColumn) throws IOException {
        String imageColumn = images.columnIn(table);
        int imagePlace = table.column(imageColumn);
        int captionPlace = table.column(captionColumn);
        int sourcePlace = table.header().indexOf(SOURCE_COLUMN);
        List<Row> rows = new ArrayList<>(table.rows().size());
        for (TableRow row : table.rows()) {
            String image = row.get(imagePlace);
            String caption = row.get(captionPlace);
            rows.add(new Row(
                    row.line(),
                    image,
                    images.resolve(image, table, row),
                    known(caption),
                    sourcePlace < 0 ? Optional.empty() : Optional.of(row.get(sourcePlace))));
        }
        return new RetrievalTable(table, imageColumn, rows);
    }

    /**
     * Captions of a further column, in row order; {@link #MISSING_CAPTION} where there is none.
     *
     * @throws IOException when there is no such column
     */
    public static List<String> captions(Table table, String column) throws IOException {
        return table.values(column).stream().map(RetrievalTable::known).toList();
    }

    private static String known(String caption) {
        return MissingValue.is(caption) ? MISSING_CAPTION : caption;
    }
}
