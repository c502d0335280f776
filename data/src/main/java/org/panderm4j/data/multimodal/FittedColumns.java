package org.panderm4j.data.multimodal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Chooses columns of vectors by training cases, so that all splits have the same and numbers are of one size. */
final class FittedColumns {
    private FittedColumns() {}

    /** In the order of the fields; a field that no training case has gives none. */
    static MetadataVector of(List<MetadataField> fields, List<Map<String, String>> training) {
        List<VectorColumn> layout = new ArrayList<>();
        for (MetadataField field : fields) {
            List<String> values = training.stream()
                    .map(one -> one.get(field.column()))
                    .filter(Objects::nonNull)
                    .toList();
            if (values.isEmpty()) {
                continue;
            }
            if (field.isNumber()) {
                layout.add(standardised(field.column(), values));
                if (values.size() < training.size()) {
                    layout.add(VectorColumn.missing(field.column() + "_missing", field.column()));
                }
            } else {
                for (String value : new TreeSet<>(values)) {
                    layout.add(VectorColumn.category(field.column() + "_" + value, field.column(), List.of(value), 0));
                }
            }
        }
        return new MetadataVector(layout);
    }

    /** A blank becomes the mean, which is 0 then. */
    private static VectorColumn standardised(String column, List<String> values) {
        double[] numbers = values.stream().mapToDouble(Double::parseDouble).toArray();
        double mean = 0;
        for (double number : numbers) {
            mean += number / numbers.length;
        }
        double squares = 0;
        for (double number : numbers) {
            squares += (number - mean) * (number - mean) / numbers.length;
        }
        double sd = Math.sqrt(squares);
        return VectorColumn.number(column, column, mean, sd > 0 ? sd : 1, 0);
    }
}
