package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.panderm4j.data.table.CodedColumn;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * PAD-UFES-20's own table: 26 columns, one row a photograph, no splits.
 *
 * @param reading what was chosen; class names may put the six diagnoses in another order
 */
record PublishedPad(Reading reading) {
    static final String FILE = "metadata.csv";
    static final String PICTURE = "img_id";

    private static final String LABEL = "diagnostic";
    /** Actinic keratosis, basal cell carcinoma, melanoma, nevus, squamous cell carcinoma, seborrheic keratosis. */
    private static final List<String> CODES = List.of("ACK", "BCC", "MEL", "NEV", "SCC", "SEK");

    private static final List<String> FOLDERS = List.of(
            "images",
            "",
            "imgs_part_1",
            "imgs_part_2",
            "imgs_part_3",
            "images/imgs_part_1",
            "images/imgs_part_2",
            "images/imgs_part_3");
    private static final CaseColumns COLUMNS =
            new CaseColumns(Optional.of(PICTURE), Optional.empty(), PadUfes20.FIELDS, Optional.of("patient_id"));

    CaseTable read(Path data, Table table) throws IOException {
        CodedColumn labels = labels();
        RowReader rows = new RowReader(table, COLUMNS, folders(data));
        List<Case> cases = new ArrayList<>();
        for (TableRow row : table.rows()) {
            cases.add(rows.read(row, OptionalInt.of(labels.read(table, row)), Split.TRAIN, Map.of()));
        }
        CaseTable all = table(table, labels.classNames(), cases);
        return all.with(reading.dealt(cases), table.file().getFileName() + ": " + reading.words())
                .noted();
    }

    CaseTable readNew(Table table, Path pictures) throws IOException {
        // Class names of a model that was trained on the other layout are no diagnoses; labels are not known then.
        boolean hasCodes = reading.classNames().isEmpty()
                || Set.copyOf(reading.classNames().get()).equals(Set.copyOf(CODES));
        Reading usable = hasCodes ? reading : Reading.usual();
        CodedColumn labels = new PublishedPad(usable).labels();
        RowReader rows = new RowReader(table, COLUMNS.presentIn(table), folders(pictures));
        List<Case> cases = new ArrayList<>();
        for (TableRow row : table.rows()) {
            boolean isKnown = hasCodes && table.has(LABEL) && labels.knows(row.get(table.column(LABEL)));
            OptionalInt label = isKnown ? OptionalInt.of(labels.read(table, row)) : OptionalInt.empty();
            cases.add(rows.read(row, label, Split.TEST, Map.of()));
        }
        return table(table, reading.classNames().orElse(CODES), cases);
    }

    private CodedColumn labels() throws IOException {
        List<String> names = reading.classNames().orElse(CODES);
        if (names.size() != CODES.size() || !Set.copyOf(names).equals(Set.copyOf(CODES))) {
            throw new IOException("class names: expected the diagnoses of " + FILE + " (" + String.join(", ", CODES)
                    + ") in any order, found " + String.join(", ", names));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        names.forEach(name -> texts.put(name, name));
        return CodedColumn.of(LABEL, names, texts);
    }

    private static PictureFolders folders(Path data) {
        return new PictureFolders(FOLDERS.stream().map(data::resolve).toList());
    }

    private static CaseTable table(Table table, List<String> classNames, List<Case> cases) {
        return new CaseTable(
                PadUfes20.NAME, List.of(table.file()), classNames, List.of(), PadUfes20.FORM, cases, List.of());
    }
}
