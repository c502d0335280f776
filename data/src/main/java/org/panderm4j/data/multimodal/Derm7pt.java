package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.panderm4j.data.table.CodedColumn;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * The seven-point data set as it is published: {@code meta/meta.csv}, {@code meta/train_indexes.csv} and its like, {@code images/}.
 *
 * <p>The label is one of five groups of diagnoses; the seven criteria are further labels. Source: the data set's release and the
 * reference's grouping.
 */
public final class Derm7pt implements MultimodalDataSet {
    static final String NAME = "derm7pt";

    private static final CaseColumns COLUMNS = new CaseColumns(
            Optional.of("clinic"),
            Optional.of("derm"),
            MetadataField.all(MetadataField.Kind.CATEGORY, List.of("elevation", "sex", "location")),
            Optional.empty());

    /**
     * @throws IllegalArgumentException when class names are given: the data set has its own
     */
    public Derm7pt(Reading reading) {
        if (reading.classNames().isPresent()
                && !reading.classNames().get().equals(Derm7ptLabels.DIAGNOSIS.classNames())) {
            throw new IllegalArgumentException("class names of derm7pt: expected none, or its own "
                    + Derm7ptLabels.DIAGNOSIS.classNames() + ", found "
                    + reading.classNames().get());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CaseTable read(Path data) throws IOException {
        Table table = Table.read(data.resolve("meta/meta.csv"));
        RowReader rows = new RowReader(table, COLUMNS, pictures(data.resolve("images"), data));
        List<Integer> labels = new ArrayList<>();
        List<Map<String, Integer>> criteria = new ArrayList<>();
        for (TableRow row : table.rows()) {
            labels.add(Derm7ptLabels.DIAGNOSIS.read(table, row));
            criteria.add(criteria(table, row));
        }
        IndexFiles indexes = IndexFiles.read(data, table);
        List<Case> cases = new ArrayList<>();
        for (IndexFiles.Entry entry : indexes.entries()) {
            int row = entry.row();
            cases.add(rows.read(
                    table.rows().get(row), OptionalInt.of(labels.get(row)), entry.split(), criteria.get(row)));
        }
        List<Path> files = new ArrayList<>(List.of(table.file()));
        files.addAll(indexes.files());
        return table(files, form(rows.allFields()), cases, indexes.notes()).noted();
    }

    @Override
    public CaseTable readNew(Path file, Path pictures) throws IOException {
        Table table = Table.read(file);
        RowReader rows = new RowReader(table, COLUMNS.presentIn(table), pictures(pictures, pictures.resolve("images")));
        List<Case> cases = new ArrayList<>();
        for (TableRow row : table.rows()) {
            cases.add(
                    rows.read(row, label(table, row, Derm7ptLabels.DIAGNOSIS), Split.TEST, knownCriteria(table, row)));
        }
        return table(List.of(file), form(rows.allFields()), cases, List.of());
    }

    @Override
    public CaseTable newCase(NewCase told) throws IOException {
        Case one = told.of(NAME, COLUMNS.fields());
        return table(List.of(), form(List.of(one.metadata())), List.of(one), List.of());
    }

    private static PictureFolders pictures(Path first, Path second) {
        return new PictureFolders(List.of(first, second));
    }

    private static CaseTable table(List<Path> files, MetadataForm form, List<Case> cases, List<String> notes) {
        List<Criterion> criteria = Derm7ptLabels.CRITERIA.stream()
                .map(one -> new Criterion(one.column(), one.classNames()))
                .toList();
        return new CaseTable(NAME, files, Derm7ptLabels.DIAGNOSIS.classNames(), criteria, form, cases, notes);
    }

    /** The reference chooses the columns of vectors by the whole table, test rows among it. */
    private static MetadataForm form(List<Map<String, String>> all) {
        List<String> columns =
                COLUMNS.fields().stream().map(MetadataField::column).toList();
        return new ColumnForm(
                NAME,
                new Derm7ptText(),
                COLUMNS.fields(),
                ReferenceColumns.same(PandasColumns.of(columns, all, false)));
    }

    private static Map<String, Integer> criteria(Table table, TableRow row) throws IOException {
        Map<String, Integer> criteria = new LinkedHashMap<>();
        for (CodedColumn one : Derm7ptLabels.CRITERIA) {
            criteria.put(one.column(), one.read(table, row));
        }
        return criteria;
    }

    private static Map<String, Integer> knownCriteria(Table table, TableRow row) throws IOException {
        Map<String, Integer> criteria = new LinkedHashMap<>();
        for (CodedColumn one : Derm7ptLabels.CRITERIA) {
            OptionalInt label = label(table, row, one);
            if (label.isPresent()) {
                criteria.put(one.column(), label.getAsInt());
            }
        }
        return criteria;
    }

    /** Of a new case: not known where the column is not there or its text stands for no class. */
    private static OptionalInt label(Table table, TableRow row, CodedColumn column) throws IOException {
        return table.has(column.column()) && column.knows(row.get(table.column(column.column())))
                ? OptionalInt.of(column.read(table, row))
                : OptionalInt.empty();
    }
}
