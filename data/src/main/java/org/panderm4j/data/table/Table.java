package org.panderm4j.data.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A CSV file in memory: a header and rows of strings, as many in each row as in the header.
 *
 * <p>RFC 4180, strictly, in UTF-8; a byte order mark is skipped, and so are empty lines. A column's name stands once in the header;
 * {@link #EMBEDDED} before the columns of another table may stand there again, and the other table's are meant by their names.
 */
public final class Table {
    /** What {@code metadata.csv} of an embedding puts before the columns of the table that the pictures came from. */
    public static final List<String> EMBEDDED = List.of("row", "path");

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** Values that a message names at most. */
    private static final int SHOWN = 10;

    private final Path file;
    private final List<String> header;
    private final List<TableRow> rows;

    private Table(Path file, List<String> header, List<TableRow> rows) {
        this.file = file;
        this.header = List.copyOf(header);
        this.rows = List.copyOf(rows);
    }

    /** Reads a file whose columns are separated by commas. */
    public static Table read(Path file) throws IOException {
        return read(file, ',');
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read, is not UTF-8, breaks the rules of CSV, has no header, or has a row with
     *     more or fewer fields than the header; the message names file and line
     */
    public static Table read(Path file, char separator) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected a table, found a folder");
        }
        String text = decode(Files.readAllBytes(file), file);
        List<TableRow> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = reader(text, separator)) {
            for (CsvRecord row : reader) {
                records.add(new TableRow(row.getStartingLineNumber(), row.getFields()));
            }
        } catch (CsvParseException e) {
            throw new IOException(file + ", after line " + lastLine(records) + ": " + reason(e), e);
        }
        if (records.isEmpty()) {
            throw new IOException(file + ": expected a header line, found an empty file");
        }
        List<String> header = records.get(0).fields();
        checkHeader(header, file);
        for (TableRow row : records) {
            if (row.fields().size() != header.size()) {
                throw new IOException(file + ", line " + row.line() + ": expected " + header.size()
                        + " fields as in the header, found " + row.fields().size());
            }
        }
        return new Table(file, header, records.subList(1, records.size()));
    }

    private static CsvReader<CsvRecord> reader(String text, char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text);
    }

    private static String decode(byte[] bytes, Path file) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException(file + ", line " + badLine(bytes)
                    + ": expected UTF-8, found other bytes; save the file" + " as UTF-8");
        }
    }

    /** The first line that is not UTF-8. No UTF-8 character holds the byte of a line end, so lines decode alone. */
    private static long badLine(byte[] bytes) {
        long line = 1;
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (!isUtf8(bytes, start, i)) {
                    return line;
                }
                line++;
                start = i + 1;
            }
        }
        return line;
    }

    private static boolean isUtf8(byte[] bytes, int start, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void checkHeader(List<String> header, Path file) throws IOException {
        boolean embedded = header.size() >= EMBEDDED.size()
                && header.subList(0, EMBEDDED.size()).equals(EMBEDDED);
        Set<String> seen = new HashSet<>();
        for (String name : header.subList(embedded ? EMBEDDED.size() : 0, header.size())) {
            // Spreadsheets leave columns without a name; nobody can ask for those.
            if (!name.isEmpty() && !seen.add(name)) {
                throw new IOException(file + ", line 1: expected every column name once, found \"" + name + "\" twice");
            }
        }
    }

    private static long lastLine(List<TableRow> records) {
        return records.isEmpty() ? 0 : records.get(records.size() - 1).line();
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage();
    }

    /** The file this came from. */
    public Path file() {
        return file;
    }

    /** Column names in file order. */
    public List<String> header() {
        return header;
    }

    /** Rows in file order, the header not among them. */
    public List<TableRow> rows() {
        return rows;
    }

    /** Whether there is a column of this name. */
    public boolean has(String column) {
        return header.contains(column);
    }

    /**
     * The place of a column.
     *
     * @throws IOException when there is none of this name; the message names the nearest and lists those there are
     */
    public int column(String name) throws IOException {
        int column = header.lastIndexOf(name);
        if (column < 0) {
            throw new IOException(file + ", line 1: expected a column \"" + name + "\", found only "
                    + String.join(", ", header) + NearestNames.hint(name, header));
        }
        return column;
    }

    /** All values of one column in row order. */
    public List<String> values(String column) throws IOException {
        int place = column(column);
        return rows.stream().map(row -> row.get(place)).toList();
    }

    /**
     * The rows with {@code value} in {@code column}, exactly, as a table of the same file.
     *
     * @throws IOException when there is no such column, or no such row; the message lists what there is instead
     */
    public Table where(String column, String value) throws IOException {
        int place = column(column);
        List<TableRow> kept =
                rows.stream().filter(row -> row.get(place).equals(value)).toList();
        if (kept.isEmpty()) {
            List<String> found = values(column).stream().distinct().limit(SHOWN).toList();
            throw new IOException(file + ", column " + column + ": expected rows with \"" + value + "\", found "
                    + (found.isEmpty() ? "no rows" : "only \"" + String.join("\", \"", found) + "\""));
        }
        return new Table(file, header, kept);
    }
}
