package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * MILK-11 as the reference has it: {@code train.csv}, {@code val.csv}, {@code test.csv}, in the folder {@code meta} or beside it, with the
 * paths of two pictures, {@code age}, {@code sex}, {@code site}, and a class from 0 to 10 whose name the reference does not tell.
 */
public final class Milk11 implements MultimodalDataSet {
    static final String NAME = "milk-11";

    private static final int CLASSES = 11;
    private static final List<MetadataField> FIELDS = MetadataField.join(
            MetadataField.all(MetadataField.Kind.AMOUNT, List.of("age")),
            MetadataField.all(MetadataField.Kind.CATEGORY, List.of("sex", "site")));
    private static final CaseColumns COLUMNS =
            new CaseColumns(Optional.of("clinical_path"), Optional.of("derm_path"), FIELDS, Optional.of("patient_id"));
    private static final MetadataForm FORM =
            new ColumnForm(NAME, new MilkText(false), FIELDS, ReferenceColumns.apart(List.of("age", "sex", "site")));

    private final Reading reading;

    public Milk11(Reading reading) {
        this.reading = reading;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CaseTable read(Path data) throws IOException {
        return tables().read(data, SplitFiles.require(data, TargetTables.NAMES, ""));
    }

    @Override
    public CaseTable readNew(Path table, Path pictures) throws IOException {
        return tables().readNew(table, pictures);
    }

    @Override
    public CaseTable newCase(NewCase told) throws IOException {
        return tables().newCase(told);
    }

    private TargetTables tables() throws IOException {
        return new TargetTables(NAME, COLUMNS, TargetColumn.of(reading, CLASSES), FORM);
    }
}
