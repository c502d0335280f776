package org.panderm4j.concepts;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/** Columns of a table that say by 1 or 0 whether a concept is in a picture. */
public final class ConceptColumns {
    private final Map<String, boolean[]> columns = new LinkedHashMap<>();

    /**
     * Reads some.
     *
     * @throws IOException in one line when a column is missing, or a value is neither 1 nor 0
     */
    public static ConceptColumns read(Table table, List<String> names) throws IOException {
        ConceptColumns read = new ConceptColumns();
        for (String name : names) {
            int column = table.column(name);
            boolean[] values = new boolean[table.rows().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(table, table.rows().get(i), name, column);
            }
            read.columns.put(name, values);
        }
        return read;
    }

    private static boolean value(Table table, TableRow row, String name, int column) throws IOException {
        String text = row.get(column).strip().toLowerCase(Locale.ROOT);
        if (text.equals("1") || text.equals("1.0") || text.equals("true")) {
            return true;
        }
        if (text.equals("0") || text.equals("0.0") || text.equals("false")) {
            return false;
        }
        throw new IOException(table.file() + ", line " + row.line() + ", column " + name
                + ": expected 0 or 1, whether the concept is in the picture, found \"" + row.get(column) + "\"");
    }

    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** Whether each row has it. */
    public boolean[] of(String name) {
        return columns.get(name);
    }

    /** The column of a text: that of the same words, whatever stands between them. */
    public Optional<String> columnOf(String text) {
        return columns.keySet().stream()
                .filter(name -> plain(name).equals(plain(text)))
                .findFirst();
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
    }
}
