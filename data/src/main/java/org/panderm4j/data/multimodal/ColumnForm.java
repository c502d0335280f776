package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.table.Split;

/**
 * Sentences and vectors of a data set.
 *
 * @param dataSet its name
 * @param text the sentences
 * @param fields in the order of the clean vector's columns
 * @param columns of the reference
 */
record ColumnForm(String dataSet, MetadataText text, List<MetadataField> fields, ReferenceColumns columns)
        implements MetadataForm {
    ColumnForm {
        fields = List.copyOf(fields);
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
    public Map<Split, MetadataVector> reference(List<Case> cases) throws IOException {
        return columns.of(cases);
    }
}
