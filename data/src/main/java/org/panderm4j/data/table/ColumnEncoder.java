package org.panderm4j.data.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.datavec.api.transform.ColumnType;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.condition.column.NullWritableColumnCondition;
import org.datavec.api.transform.metadata.CategoricalMetaData;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/**
 * Makes numbers of a table's columns, as a DataVec transform process that training rows decide.
 *
 * <p>A column whose training values are all numbers stays one, a missing value becomes the training mean, and a column of its own
 * says that it was missing. Any other column becomes a column for each value that training rows have; missing, and every value that no
 * training row has, is a value too.
 */
public final class ColumnEncoder {
    /** Stands for an empty cell. */
    static final String MISSING = "(missing)";

    private static final String WAS_MISSING = " missing";

    private final TransformProcess process;

    private ColumnEncoder(TransformProcess process) {
        this.process = process;
    }

    /**
     * Looks at the training rows.
     *
     * @param columns to be encoded, at least one
     * @throws IOException when a column is missing or named twice, no training row has a value in it, or two features would have
     *     one name
     */
    public static ColumnEncoder of(Table table, List<String> columns, List<TableRow> training) throws IOException {
        Schema.Builder schema = new Schema.Builder();
        List<String> named = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        Set<String> features = new HashSet<>();
        for (String column : columns) {
            List<String> values = values(table, column, training);
            if (values.stream().allMatch(ColumnEncoder::isNumber)) {
                requireNew(features, table, column, List.of(column, column + WAS_MISSING));
                schema.addColumnDouble(column);
                numbers.add(column);
                means.add(values.stream()
                        .mapToDouble(Double::parseDouble)
                        .average()
                        .orElseThrow());
            } else {
                TreeSet<String> states = new TreeSet<>(values);
                states.add(MISSING);
                requireNew(
                        features,
                        table,
                        column,
                        states.stream().map(state -> column + "[" + state + "]").toList());
                schema.addColumnCategorical(column, List.copyOf(states));
                named.add(column);
            }
        }
        TransformProcess.Builder process = new TransformProcess.Builder(schema.build());
        for (int i = 0; i < numbers.size(); i++) {
            fillMissing(process, numbers.get(i), means.get(i));
        }
        if (!named.isEmpty()) {
            process.categoricalToOneHot(named.toArray(String[]::new));
        }
        return new ColumnEncoder(process.build());
    }

    /** DataVec finds columns by name; of two with one name it loses one. */
    private static void requireNew(Set<String> features, Table table, String column, List<String> more)
            throws IOException {
        for (String name : more) {
            if (!features.add(name)) {
                throw new IOException(table.file() + ", column " + column
                        + ": expected features of different names, found \"" + name
                        + "\" twice; name each column once, or rename it in the table");
            }
        }
    }

    /** An encoder from its JSON. */
    public static ColumnEncoder fromJson(String json) {
        return new ColumnEncoder(TransformProcess.fromJson(json));
    }

    private static void fillMissing(TransformProcess.Builder process, String column, double mean) {
        String flag = column + WAS_MISSING;
        process.duplicateColumn(column, flag)
                .conditionalReplaceValueTransformWithDefault(
                        flag, new DoubleWritable(1), new DoubleWritable(0), new NullWritableColumnCondition(flag))
                .conditionalReplaceValueTransform(
                        column, new DoubleWritable(mean), new NullWritableColumnCondition(column));
    }

    private static List<String> values(Table table, String column, List<TableRow> training) throws IOException {
        int place = table.column(column);
        List<String> values = training.stream()
                .map(row -> row.get(place).strip())
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.isEmpty()) {
            throw new IOException(table.file() + ", column " + column
                    + ": expected a value in at least one training row, found none; leave the column out");
        }
        return values;
    }

    private static boolean isNumber(String value) {
        try {
            return Double.isFinite(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The transform process as DataVec's JSON. */
    public String toJson() {
        return process.toJson();
    }

    /** Columns of the table that are read. */
    public List<String> columns() {
        return process.getInitialSchema().getColumnNames();
    }

    /** Names of the encoded numbers, in order. */
    public List<String> features() {
        return process.getFinalSchema().getColumnNames();
    }

    /**
     * Encodes rows.
     *
     * @throws IOException when a column is missing, holds something else where training rows have numbers, or a number that float32
     *     does not hold
     */
    public float[][] encode(Table table, List<TableRow> rows) throws IOException {
        Schema schema = process.getInitialSchema();
        int[] places = new int[schema.numColumns()];
        for (int i = 0; i < places.length; i++) {
            places[i] = table.column(schema.getName(i));
        }
        float[][] encoded = new float[rows.size()][];
        for (int i = 0; i < encoded.length; i++) {
            List<Writable> record = new ArrayList<>(places.length);
            for (int column = 0; column < places.length; column++) {
                record.add(cell(table, rows.get(i), schema, column, places[column]));
            }
            encoded[i] = floats(process.execute(record));
        }
        return encoded;
    }

    private static Writable cell(Table table, TableRow row, Schema schema, int column, int place) throws IOException {
        String value = row.get(place).strip();
        if (schema.getType(column) == ColumnType.Double) {
            if (!value.isEmpty() && !isNumber(value)) {
                throw new IOException(table.file() + ", line " + row.line() + ", column " + schema.getName(column)
                        + ": expected a number, as in the training rows, found \"" + value + "\"");
            }
            if (value.isEmpty()) {
                return NullWritable.INSTANCE;
            }
            double number = Double.parseDouble(value);
            if (!Float.isFinite((float) number)) {
                throw new IOException(table.file() + ", line " + row.line() + ", column " + schema.getName(column)
                        + ": expected a number of at most " + Float.MAX_VALUE + ", found \"" + value + "\"");
            }
            return new DoubleWritable(number);
        }
        List<String> states = ((CategoricalMetaData) schema.getMetaData(column)).getStateNames();
        return new Text(states.contains(value) ? value : MISSING);
    }

    private static float[] floats(List<Writable> record) {
        float[] floats = new float[record.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) record.get(i).toDouble();
        }
        return floats;
    }
}
