package org.panderm4j.data.table;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a row names its picture.
 *
 * @param column the column with the path; empty: the first of {@link #USUAL_COLUMNS} that the table has
 * @param root what a relative path starts from; empty: the working directory
 */
public record ImageSource(Optional<String> column, Optional<Path> root) {
    /** Names of the image column that need no option, most usual first. */
    public static final List<String> USUAL_COLUMNS = List.of("image_path", "filename", "filepath", "image", "path");

    /** The usual columns, relative to the working directory. */
    public static ImageSource usual() {
        return new ImageSource(Optional.empty(), Optional.empty());
    }

    /**
     * The name of the image column in {@code table}.
     *
     * @throws IOException when the named column, or every usual one, is missing; the message lists the columns there are
     */
    public String columnIn(Table table) throws IOException {
        if (column.isPresent()) {
            table.column(column.get());
            return column.get();
        }
        return USUAL_COLUMNS.stream()
                .filter(table::has)
                .findFirst()
                .orElseThrow(() -> new IOException(table.file() + ", line 1: expected an image column ("
                        + String.join(", ", USUAL_COLUMNS) + "), found only " + String.join(", ", table.header())
                        + "; name it with --image-column"));
    }

    /**
     * The path of one picture. Only a relative one is joined to the root; an empty value is the empty path.
     *
     * @throws IOException when the value cannot be a path
     */
    public Path resolve(String value, Table table, TableRow row) throws IOException {
        if (value.isBlank()) {
            return Path.of("");
        }
        try {
            Path path = Path.of(value);
            return root.isPresent() ? root.get().resolve(path) : path;
        } catch (InvalidPathException e) {
            throw new IOException(table.file() + ", line " + row.line() + ": expected an image path, found \"" + value
                    + "\" (" + e.getReason() + ")");
        }
    }
}
