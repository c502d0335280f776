package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.panderm4j.data.table.CodedColumn;
import org.panderm4j.data.table.MissingValue;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * Classes of a user's column: names, or numbers from 0 where names are given and no value is among them.
 *
 * @param coded texts and the classes they stand for
 */
record NamedClasses(CodedColumn coded) {
    /**
     * Describes a column of several tables.
     *
     * @param given names in the order of the classes; empty: the values there are, numbers in order, else names in alphabetical order
     * @throws IOException naming the column when there is no value in it
     */
    static NamedClasses of(List<Table> tables, String column, List<String> given) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Table table : tables) {
            table.values(column).stream().filter(text -> !MissingValue.is(text)).forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new IOException(tables.get(0).file() + ", column " + column
                    + ": expected classes, found none; name another column");
        }
        boolean areNumbers = found.stream().allMatch(text -> text.matches("\\d{1,6}"));
        if (areNumbers && found.stream().noneMatch(given::contains)) {
            int count = given.isEmpty() ? Integer.parseInt(largest(found)) + 1 : given.size();
            return numbered(
                    column,
                    IntStream.range(0, count)
                            .mapToObj(i -> given.isEmpty() ? Integer.toString(i) : given.get(i))
                            .toList());
        }
        return named(column, given.isEmpty() ? List.copyOf(found) : given);
    }

    private static String largest(TreeSet<String> numbers) {
        return numbers.stream()
                .max((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)))
                .orElseThrow();
    }

    private static NamedClasses numbered(String column, List<String> names) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            texts.put(Integer.toString(i), names.get(i));
        }
        return new NamedClasses(CodedColumn.of(column, names, texts));
    }

    private static NamedClasses named(String column, List<String> names) {
        Map<String, String> texts = new LinkedHashMap<>();
        names.forEach(name -> texts.put(name, name));
        return new NamedClasses(CodedColumn.of(column, names, texts));
    }

    List<String> names() {
        return coded.classNames();
    }

    /**
     * The class of a row, counted from 0.
     *
     * @throws IOException when it is blank or none of the classes
     */
    int read(Table table, TableRow row) throws IOException {
        return coded.read(table, row);
    }

    /** The class of a row where it is not blank. */
    OptionalInt readIfThere(Table table, TableRow row) throws IOException {
        return MissingValue.is(row.get(table.column(coded.column())))
                ? OptionalInt.empty()
                : OptionalInt.of(read(table, row));
    }

    /** The class of a new case; a text that is none of the classes counts as not known. */
    OptionalInt readIfKnown(Table table, TableRow row) throws IOException {
        return coded.knows(row.get(table.column(coded.column())))
                ? OptionalInt.of(read(table, row))
                : OptionalInt.empty();
    }
}
