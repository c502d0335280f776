package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.panderm4j.data.table.MissingValue;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/** A user's own data set, by a {@link PairDescription}. */
final class DescribedDataSet implements MultimodalDataSet {
    private final PairDescription about;
    private final Reading reading;

    /**
     * A data set.
     *
     * @param reading its class names go before the description's; its seed holds where the description has shares and no seed
     */
    DescribedDataSet(PairDescription about, Reading reading) {
        this.about = about;
        this.reading = reading;
    }

    @Override
    public String name() {
        return about.name();
    }

    @Override
    public CaseTable read(Path data) throws IOException {
        DescribedTables tables = DescribedTables.open(about, data, classNames());
        PictureFolders folders = new PictureFolders(List.of(data.resolve(about.pictures()), data));
        List<String> notes = new ArrayList<>();
        List<Case> cases = tables.cases(withText(about.columns(), Optional.empty()), folders, notes);
        CaseTable read = new CaseTable(
                about.name(), tables.files(), tables.classes().names(), tables.criterionNames(), form(), cases, notes);
        return dealt(read).noted();
    }

    private CaseTable dealt(CaseTable read) {
        if (about.splitting().shares().isEmpty()) {
            return read;
        }
        Reading dealing = reading.withSplits(
                about.splitting().shares().get(), about.splitting().seed().orElse(reading.seed()));
        return read.with(dealing.dealt(read.cases()), about.name() + ": " + dealing.words());
    }

    @Override
    public CaseTable readNew(Path file, Path pictures) throws IOException {
        Table table = Table.read(file);
        CaseColumns columns = withText(about.columns().presentIn(table), Optional.of(table));
        RowReader rows = new RowReader(
                table, columns, new PictureFolders(List.of(pictures, pictures.resolve(about.pictures()))));
        List<String> names = classNames();
        Optional<NamedClasses> classes = names.isEmpty() || !hasLabels(table)
                ? Optional.empty()
                : Optional.of(NamedClasses.of(List.of(table), about.label(), names));
        List<Case> cases = new ArrayList<>();
        for (TableRow row : table.rows()) {
            OptionalInt label = classes.isPresent() ? classes.get().readIfKnown(table, row) : OptionalInt.empty();
            cases.add(rows.read(row, label, Split.TEST, Map.of()));
        }
        return new CaseTable(about.name(), List.of(file), names, List.of(), form(), cases, List.of());
    }

    @Override
    public CaseTable newCase(NewCase told) throws IOException {
        Case one = told.of(
                about.name(), withText(about.columns(), Optional.empty()).fields());
        return new CaseTable(about.name(), List.of(), classNames(), List.of(), form(), List.of(one), List.of());
    }

    private boolean hasLabels(Table table) throws IOException {
        return table.has(about.label())
                && table.values(about.label()).stream().anyMatch(text -> !MissingValue.is(text));
    }

    private List<String> classNames() {
        return reading.classNames().orElse(about.classNames());
    }

    /**
     * With the columns that only the sentence needs.
     *
     * @param table if those that it lacks may be left out
     */
    private CaseColumns withText(CaseColumns columns, Optional<Table> table) {
        List<String> known =
                columns.fields().stream().map(MetadataField::column).toList();
        List<String> wanted =
                about.text().map(text -> List.copyOf(text.columns())).orElse(List.of());
        List<String> more = wanted.stream()
                .filter(column -> !known.contains(column))
                .filter(column -> table.isEmpty() || table.get().has(column))
                .toList();
        return new CaseColumns(
                columns.clinical(),
                columns.dermoscopic(),
                MetadataField.join(columns.fields(), MetadataField.all(MetadataField.Kind.CATEGORY, more)),
                columns.group().filter(column -> table.isEmpty() || table.get().has(column)));
    }

    private MetadataForm form() {
        MetadataText text = about.text().isPresent() ? about.text().get() : DescribedDataSet::plainly;
        return new ColumnForm(about.name(), text, about.columns().fields(), ReferenceColumns.none(about.name()));
    }

    /** Where no sentence is described: {@code age: 55, sex: female}. */
    private static String plainly(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue())
                .collect(Collectors.joining(", "));
    }
}
