package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.datavec.api.transform.schema.Schema;
import org.panderm4j.data.table.MissingValue;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/** Makes cases of the rows of one table. */
final class RowReader {
    private final Table table;
    private final CaseColumns columns;
    private final PictureFolders folders;
    private final Schema schema;

    RowReader(Table table, CaseColumns columns, PictureFolders folders) {
        this.table = table;
        this.columns = columns;
        this.folders = folders;
        this.schema = MetadataField.schema(columns.fields());
    }

    /**
     * One case.
     *
     * @throws IOException naming file, line and column when a column is missing or its value cannot be read
     */
    Case read(TableRow row, OptionalInt label, Split split, Map<String, Integer> criteria) throws IOException {
        return new Case(
                table.file(),
                row.line(),
                picture(row, columns.clinical()),
                picture(row, columns.dermoscopic()),
                label,
                split,
                group(row),
                fields(row),
                criteria);
    }

    private Optional<NamedPicture> picture(TableRow row, Optional<String> column) throws IOException {
        if (column.isEmpty()) {
            return Optional.empty();
        }
        String name = row.get(table.column(column.get())).strip();
        return MissingValue.is(name) ? Optional.empty() : Optional.of(folders.find(name, table, row));
    }

    private String group(TableRow row) throws IOException {
        if (columns.group().isPresent()) {
            String name = row.get(table.column(columns.group().get())).strip();
            if (!MissingValue.is(name)) {
                return name;
            }
        }
        return table.file().getFileName() + ", line " + row.line();
    }

    /** Fields that are not blank, by column. */
    Map<String, String> fields(TableRow row) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (MetadataField field : columns.fields()) {
            String text = row.get(table.column(field.column()));
            if (!MissingValue.is(text.strip())) {
                field.check(schema, table, row, text);
                fields.put(field.column(), text);
            }
        }
        return fields;
    }

    /** Blank fields and all. */
    List<Map<String, String>> allFields() throws IOException {
        List<Map<String, String>> all = new ArrayList<>();
        for (TableRow row : table.rows()) {
            all.add(fields(row));
        }
        return all;
    }
}
