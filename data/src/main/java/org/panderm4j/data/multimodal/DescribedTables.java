package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.panderm4j.data.table.MissingValue;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * The tables of a described data set, once they are open.
 *
 * @param about the description
 * @param tables one under {@link Split#TRAIN} for all splits, or one a split
 * @param classes of the label
 * @param criteria of further labels
 */
record DescribedTables(
        PairDescription about, Map<Split, Table> tables, NamedClasses classes, List<NamedClasses> criteria) {

    static DescribedTables open(PairDescription about, Path data, List<String> classNames) throws IOException {
        Map<Split, Table> tables = new EnumMap<>(Split.class);
        for (Map.Entry<Split, String> one : about.tables().entrySet()) {
            tables.put(one.getKey(), Table.read(data.resolve(one.getValue())));
        }
        List<Table> all = List.copyOf(tables.values());
        List<NamedClasses> criteria = new ArrayList<>();
        for (Map.Entry<String, List<String>> one : about.criteria().entrySet()) {
            criteria.add(NamedClasses.of(all, one.getKey(), one.getValue()));
        }
        return new DescribedTables(about, tables, NamedClasses.of(all, about.label(), classNames), criteria);
    }

    List<Path> files() {
        return tables.values().stream().map(Table::file).toList();
    }

    List<Criterion> criterionNames() {
        return criteria.stream()
                .map(one -> new Criterion(one.coded().column(), one.names()))
                .toList();
    }

    /**
     * The cases of all tables.
     *
     * @param notes that grow by one where rows have no split
     */
    List<Case> cases(CaseColumns columns, PictureFolders folders, List<String> notes) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<Split, Table> one : tables.entrySet()) {
            Table table = one.getValue();
            RowReader rows = new RowReader(table, columns, folders);
            List<Long> unassigned = new ArrayList<>();
            for (TableRow row : table.rows()) {
                Optional<Split> split = split(table, row, one.getKey());
                if (split.isPresent()) {
                    cases.add(
                            rows.read(row, OptionalInt.of(classes.read(table, row)), split.get(), labels(table, row)));
                } else {
                    unassigned.add(row.line());
                }
            }
            if (!unassigned.isEmpty()) {
                notes.add(unassigned.size() + " rows of " + table.file().getFileName()
                        + " have no split and are left out, the first in line " + unassigned.get(0));
            }
        }
        return cases;
    }

    /** Empty for a row that no split wants. */
    private Optional<Split> split(Table table, TableRow row, Split ofFile) throws IOException {
        if (about.splitting().column().isEmpty()) {
            return Optional.of(ofFile);
        }
        String column = about.splitting().column().get();
        String word = row.get(table.column(column)).strip();
        Optional<Split> split = Split.of(word);
        if (split.isEmpty() && !MissingValue.is(word)) {
            throw new IOException(table.file() + ", line " + row.line() + ", column " + column
                    + ": expected train, val, test or nothing, found \"" + word + "\"");
        }
        return split;
    }

    private Map<String, Integer> labels(Table table, TableRow row) throws IOException {
        Map<String, Integer> labels = new LinkedHashMap<>();
        for (NamedClasses one : criteria) {
            OptionalInt label = one.readIfThere(table, row);
            if (label.isPresent()) {
                labels.put(one.coded().column(), label.getAsInt());
            }
        }
        return labels;
    }
}
