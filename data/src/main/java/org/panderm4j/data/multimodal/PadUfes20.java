package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;

/**
 * PAD-UFES-20: one photograph a case, and what the patient was asked.
 *
 * <p>Two layouts are read: the reference's ({@code train.csv}, {@code val.csv}, {@code test.csv} with {@code clinical_path} and a class from
 * 0 to 5 in {@code target} whose name it does not tell), and the published one ({@code metadata.csv} with {@code img_id},
 * {@code diagnostic} and {@code patient_id}), whose splits are dealt by patient.
 */
public final class PadUfes20 implements MultimodalDataSet {
    static final String NAME = "pad";

    private static final int CLASSES = 6;
    private static final List<String> AMOUNTS = List.of("age", "fitspatrick", "diameter_1", "diameter_2");
    /** In the order of the reference. */
    private static final List<String> FIELD_NAMES = List.of(
            "smoke",
            "drink",
            "age",
            "pesticide",
            "gender",
            "skin_cancer_history",
            "cancer_history",
            "fitspatrick",
            "region",
            "diameter_1",
            "diameter_2",
            "itch",
            "grew",
            "hurt",
            "changed",
            "bleed",
            "elevation");

    static final List<MetadataField> FIELDS = FIELD_NAMES.stream()
            .map(name -> new MetadataField(
                    name, AMOUNTS.contains(name) ? MetadataField.Kind.AMOUNT : MetadataField.Kind.CATEGORY))
            .toList();
    static final MetadataForm FORM =
            new ColumnForm(NAME, new PadText(Set.of()), PadText::ofFile, FIELDS, ReferenceColumns.byFirst(FIELD_NAMES));

    private static final CaseColumns COLUMNS =
            new CaseColumns(Optional.of("clinical_path"), Optional.empty(), FIELDS, Optional.of("patient_id"));

    private final Reading reading;

    public PadUfes20(Reading reading) {
        this.reading = reading;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CaseTable read(Path data) throws IOException {
        Map<Split, Path> files = SplitFiles.in(data, TargetTables.NAMES);
        Optional<Path> published = Stream.of(data.resolve(PublishedPad.FILE), data.resolve("meta/" + PublishedPad.FILE))
                .filter(Files::isRegularFile)
                .findFirst();
        if (files.isEmpty() && published.isPresent()) {
            return new PublishedPad(reading).read(data, Table.read(published.get()));
        }
        return tables().read(data, SplitFiles.require(data, TargetTables.NAMES, ", or " + PublishedPad.FILE));
    }

    @Override
    public CaseTable readNew(Path file, Path pictures) throws IOException {
        Table table = Table.read(file);
        boolean isPublished = table.has(PublishedPad.PICTURE) && !table.has("clinical_path");
        return isPublished ? new PublishedPad(reading).readNew(table, pictures) : tables().readNew(file, pictures);
    }

    @Override
    public CaseTable newCase(NewCase told) throws IOException {
        return tables().newCase(told);
    }

    private TargetTables tables() throws IOException {
        return new TargetTables(NAME, COLUMNS, TargetColumn.of(reading, CLASSES), FORM);
    }
}
