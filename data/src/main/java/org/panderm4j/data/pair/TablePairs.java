package org.panderm4j.data.pair;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.data.table.Table;

/** The pairs of a CSV file: a column of picture paths, one of captions, and a column {@code source} if there is one. */
public final class TablePairs implements PairSource {
    private final Table table;
    private final List<RetrievalTable.Row> rows;
    private final Skipped skipped;

    private TablePairs(Table table, List<RetrievalTable.Row> rows, Skipped skipped) {
        this.table = table;
        this.rows = List.copyOf(rows);
        this.skipped = skipped;
    }

    /**
     * Takes the pairs out of a table, after {@link Table#where} if only some of its rows are meant.
     *
     * @throws IOException when a column is missing, when {@code check} does not let a row pass, or when no row is left
     */
    public static TablePairs of(Table table, ImageSource images, String captionColumn, PairCheck check)
            throws IOException {
        return of(RetrievalTable.of(table, images, captionColumn), captionColumn, check);
    }

    /**
     * Likewise of a table that has been read.
     *
     * @param captionColumn that it was read with, for messages
     */
    public static TablePairs of(RetrievalTable read, String captionColumn, PairCheck check) throws IOException {
        Table table = read.table();
        List<RetrievalTable.Row> kept = new ArrayList<>(read.rows().size());
        for (RetrievalTable.Row row : read.rows()) {
            Optional<String> noPicture = check.wantsPictures() ? noPicture(row, read.imageColumn()) : Optional.empty();
            if (check.takes(origin(table, row), noCaption(row, captionColumn), noPicture)) {
                kept.add(row);
            }
        }
        if (kept.isEmpty()) {
            throw new IOException(
                    table.file() + ": expected at least one row with a picture and a caption, found none of "
                            + read.rows().size());
        }
        return new TablePairs(table, kept, check.skipped());
    }

    private static Optional<String> noCaption(RetrievalTable.Row row, String column) {
        // The reader has put the text "nan" for whatever pandas takes as missing, that text itself included.
        boolean missing = row.caption().equals(RetrievalTable.MISSING_CAPTION)
                || row.caption().isBlank();
        return missing ? Optional.of("none in column " + column) : Optional.empty();
    }

    private static Optional<String> noPicture(RetrievalTable.Row row, String column) {
        if (row.image().isBlank()) {
            return Optional.of("none in column " + column);
        }
        return Files.isRegularFile(row.path()) ? Optional.empty() : Optional.of("no file " + row.path());
    }

    private static String origin(Table table, RetrievalTable.Row row) {
        return table.file() + ", line " + row.line();
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Pair at(int index) {
        RetrievalTable.Row row = rows.get(index);
        return new Pair(
                row.caption(), row.source(), origin(table, row), buffer -> ImageDecoder.decode(row.path(), buffer));
    }

    /** What was left out because its caption or its picture was missing. */
    public Skipped skipped() {
        return skipped;
    }
}
