package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * Tables of one split each, with classes as numbers: how the reference has MILK-11 and PAD-UFES-20.
 *
 * @param dataSet its name
 * @param columns of the tables
 * @param target the classes
 * @param form of the metadata
 */
record TargetTables(String dataSet, CaseColumns columns, TargetColumn target, MetadataForm form) {
    static final List<String> NAMES = List.of("train.csv", "val.csv", "test.csv");

    CaseTable read(Path data, Map<Split, Path> files) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<Split, Path> file : files.entrySet()) {
            Table table = Table.read(file.getValue());
            RowReader rows = new RowReader(table, inTrained(table), folders(data));
            for (TableRow row : table.rows()) {
                cases.add(rows.read(row, OptionalInt.of(target.read(table, row)), file.getKey(), Map.of()));
            }
        }
        return table(List.copyOf(files.values()), cases).noted();
    }

    CaseTable readNew(Path file, Path pictures) throws IOException {
        Table table = Table.read(file);
        RowReader rows = new RowReader(table, columns.presentIn(table), folders(pictures));
        List<Case> cases = new ArrayList<>();
        for (TableRow row : table.rows()) {
            cases.add(rows.read(row, target.readNew(table, row), Split.TEST, Map.of()));
        }
        return table(List.of(file), cases);
    }

    CaseTable newCase(NewCase told) throws IOException {
        return table(List.of(), List.of(told.of(dataSet, columns.fields())));
    }

    /** Patients need not be named. */
    private CaseColumns inTrained(Table table) {
        Optional<String> group = columns.group().filter(table::has);
        return new CaseColumns(columns.clinical(), columns.dermoscopic(), columns.fields(), group);
    }

    /** In the data set's folder, else as the reference opens them: from the working directory. */
    static PictureFolders folders(Path data) {
        return new PictureFolders(List.of(data, data.resolve("images"), Path.of("")));
    }

    private CaseTable table(List<Path> files, List<Case> cases) {
        return new CaseTable(dataSet, files, target.classNames(), List.of(), form, cases, List.of());
    }
}
