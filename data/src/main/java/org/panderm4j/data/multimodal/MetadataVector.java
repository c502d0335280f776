package org.panderm4j.data.multimodal;

import java.util.List;
import java.util.Map;

/**
 * Writes what is known of a case as numbers. Plain data: a record of records, strings and numbers, to be stored as JSON and made again.
 *
 * @param layout the numbers, in order
 */
public record MetadataVector(List<VectorColumn> layout) {
    public MetadataVector {
        layout = List.copyOf(layout);
    }

    /** Names of the numbers, in order. */
    public List<String> columns() {
        return layout.stream().map(VectorColumn::name).toList();
    }

    /**
     * The numbers, one a column.
     *
     * @param fields by column of the table; a blank one is absent
     * @throws IllegalArgumentException naming the column when it holds no number and should
     */
    public float[] of(Map<String, String> fields) {
        float[] numbers = new float[layout.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = layout.get(i).of(fields);
        }
        return numbers;
    }
}
