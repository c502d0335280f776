package org.panderm4j.data.table;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.Text;

/** A column of texts from a closed list, each of which stands for a class: a DataVec transform process from text to number. */
public final class CodedColumn {
    /** Class names that a message lists at most. */
    private static final int SHOWN = 12;

    private final String column;
    private final List<String> classNames;
    private final List<String> texts;
    private final TransformProcess process;

    private CodedColumn(String column, List<String> classNames, Map<String, String> texts) {
        this.column = column;
        this.classNames = List.copyOf(classNames);
        this.texts = texts.keySet().stream().sorted().toList();
        this.process = new TransformProcess.Builder(
                        new Schema.Builder().addColumnString(column).build())
                .stringMapTransform(column, texts)
                .stringToCategorical(column, classNames)
                .categoricalToInteger(column)
                .build();
    }

    /**
     * Describes a column.
     *
     * @param classNames in the order of their numbers, each once
     * @param texts the class name that each text stands for; matched exactly
     */
    public static CodedColumn of(String column, List<String> classNames, Map<String, String> texts) {
        if (!classNames.containsAll(texts.values())) {
            throw new IllegalArgumentException("expected texts that stand for " + classNames + ", found " + texts);
        }
        return new CodedColumn(column, classNames, texts);
    }

    /** The name in the table. */
    public String column() {
        return column;
    }

    /** In the order of their numbers. */
    public List<String> classNames() {
        return classNames;
    }

    /** Whether a text stands for a class. */
    public boolean knows(String text) {
        return texts.contains(text);
    }

    /**
     * The class of one row, counted from 0.
     *
     * @throws IOException naming file, line, column, the text and the nearest known one when it stands for no class
     */
    public int read(Table table, TableRow row) throws IOException {
        String text = row.get(table.column(column));
        if (!knows(text)) {
            throw new IOException(table.file() + ", line " + row.line() + ", column " + column
                    + ": expected a text that stands for "
                    + String.join(", ", classNames.stream().limit(SHOWN).toList())
                    + (classNames.size() > SHOWN ? ", ..." : "") + ", found \"" + text + "\""
                    + NearestNames.hint(text, texts));
        }
        return process.execute(List.of(new Text(text))).get(0).toInt();
    }
}
