package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.panderm4j.data.table.Split;

/**
 * Sentences and vectors of a data set.
 *
 * @param dataSet its name
 * @param text the sentences
 * @param fileText the reference's sentences of the rows of a file
 * @param fields in the order of the clean vector's columns
 * @param columns of the reference
 */
record ColumnForm(
        String dataSet,
        MetadataText text,
        Function<List<Map<String, String>>, MetadataText> fileText,
        List<MetadataField> fields,
        ReferenceColumns columns)
        implements MetadataForm {
    ColumnForm {
        fields = List.copyOf(fields);
    }

    /** Of sentences that are the reference's whatever else stands in a file. */
    ColumnForm(String dataSet, MetadataText text, List<MetadataField> fields, ReferenceColumns columns) {
        this(dataSet, text, rows -> text, fields, columns);
    }

    @Override
    public Map<Split, MetadataText> referenceText(List<Case> cases) {
        Map<Split, MetadataText> all = new EnumMap<>(Split.class);
        ReferenceColumns.rows(cases).forEach((split, rows) -> all.put(split, fileText.apply(rows)));
        return all;
    }

    @Override
    public MetadataVector fit(List<Case> training) throws IOException {
        MetadataVector fitted =
                FittedColumns.of(fields, training.stream().map(Case::metadata).toList());
        if (fitted.layout().isEmpty()) {
            throw new IOException(dataSet + ": expected training cases with metadata ("
                    + String.join(
                            ", ", fields.stream().map(MetadataField::column).toList())
                    + "), found none; leave metadata out");
        }
        return fitted;
    }

    @Override
    public Map<Split, MetadataVector> reference(List<Case> cases, Optional<MetadataVector> trained) throws IOException {
        return columns.of(cases, trained);
    }
}
