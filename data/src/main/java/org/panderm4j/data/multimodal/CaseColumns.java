package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.panderm4j.data.table.Table;

/**
 * Which columns of a table say what of a case.
 *
 * @param clinical name of the photograph, if any
 * @param dermoscopic name of the dermoscopic picture, if any
 * @param fields metadata
 * @param group the patient; need not be there
 */
record CaseColumns(
        Optional<String> clinical, Optional<String> dermoscopic, List<MetadataField> fields, Optional<String> group) {
    CaseColumns {
        fields = List.copyOf(fields);
    }

    /**
     * Only those that a table has, for cases that are to be predicted.
     *
     * @throws IOException when it has none
     */
    CaseColumns presentIn(Table table) throws IOException {
        CaseColumns present = new CaseColumns(
                clinical.filter(table::has),
                dermoscopic.filter(table::has),
                fields.stream().filter(field -> table.has(field.column())).toList(),
                group.filter(table::has));
        if (present.clinical.isEmpty() && present.dermoscopic.isEmpty() && present.fields.isEmpty()) {
            List<String> wanted = Stream.of(
                            clinical.stream(),
                            dermoscopic.stream(),
                            fields.stream().map(MetadataField::column))
                    .flatMap(names -> names)
                    .toList();
            throw new IOException(table.file() + ", line 1: expected at least one of the columns "
                    + String.join(", ", wanted) + ", found only " + String.join(", ", table.header()));
        }
        return present;
    }
}
