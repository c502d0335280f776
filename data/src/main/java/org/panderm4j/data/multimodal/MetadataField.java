package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.DoubleWritable;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * A column of a table that says something of a case.
 *
 * @param column its name
 * @param kind what stands in it
 */
record MetadataField(String column, Kind kind) {
    /** What stands in a column. */
    enum Kind {
        /** A number of 0 or more that float32 holds. */
        AMOUNT,
        /** Any number that float32 holds. */
        NUMBER,
        /** A word. */
        CATEGORY
    }

    static List<MetadataField> all(Kind kind, List<String> columns) {
        return columns.stream().map(column -> new MetadataField(column, kind)).toList();
    }

    static List<MetadataField> join(List<MetadataField> first, List<MetadataField> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    boolean isNumber() {
        return kind != Kind.CATEGORY;
    }

    /** The columns as DataVec describes them. */
    static Schema schema(List<MetadataField> fields) {
        Schema.Builder schema = new Schema.Builder();
        for (MetadataField field : fields) {
            switch (field.kind) {
                case AMOUNT -> schema.addColumnDouble(field.column, 0.0, null, false, false);
                case NUMBER -> schema.addColumnDouble(field.column, null, null, false, false);
                case CATEGORY -> schema.addColumnString(field.column);
            }
        }
        return schema.build();
    }

    /**
     * Checks a cell that is not blank.
     *
     * @throws IOException naming file, line and column when it does not fit the schema
     */
    void check(Schema schema, Table table, TableRow row, String text) throws IOException {
        check(schema, table.file() + ", line " + row.line() + ", column " + column, text);
    }

    /**
     * Checks a text that is not blank.
     *
     * @param place where it stands
     * @throws IOException naming the place when it does not fit the schema
     */
    void check(Schema schema, String place, String text) throws IOException {
        if (!isNumber()) {
            return;
        }
        boolean fits;
        try {
            double value = Double.parseDouble(text);
            fits = Float.isFinite((float) value) && schema.getMetaData(column).isValid(new DoubleWritable(value));
        } catch (NumberFormatException e) {
            fits = false;
        }
        if (!fits) {
            throw new IOException(place + ": expected a number" + (kind == Kind.AMOUNT ? " of 0 or more" : "")
                    + ", found \"" + text + "\"");
        }
    }
}
