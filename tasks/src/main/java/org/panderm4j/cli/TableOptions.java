package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;
import picocli.CommandLine.Option;

/** Options that say how a table names its pictures. */
final class TableOptions {
    @Option(
            names = "--image-column",
            paramLabel = "NAME",
            description = "Column of the pictures (default: image_path, filename, filepath, image or path).")
    String imageColumn;

    @Option(
            names = "--image-root",
            paramLabel = "DIR",
            description = "Folder that relative picture paths start from (default: the working directory).")
    Path imageRoot;

    ImageSource source() {
        return new ImageSource(Optional.ofNullable(imageColumn), Optional.ofNullable(imageRoot));
    }

    /**
     * Reads a table of pictures.
     *
     * @throws IOException when it cannot be read, or has no row below its header
     */
    static Table read(Path csv) throws IOException {
        Table table = Table.read(csv);
        if (table.rows().isEmpty()) {
            throw new IOException(csv + ": expected a row for each picture below the header, found none");
        }
        return table;
    }

    /**
     * The picture of each row, in order.
     *
     * @throws IOException when there is no image column, or a value cannot be a path
     */
    List<Path> paths(Table rows) throws IOException {
        ImageSource images = source();
        int column = rows.column(images.columnIn(rows));
        List<Path> paths = new ArrayList<>();
        for (TableRow row : rows.rows()) {
            paths.add(images.resolve(row.get(column), rows, row));
        }
        return paths;
    }

    /** Whether any of them was given. */
    boolean given() {
        return imageColumn != null || imageRoot != null;
    }
}
