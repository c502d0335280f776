package org.panderm4j.data.multimodal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

    /**
     * One line on words of cases that have no number here, since no training case has them; empty where all have.
     *
     * @param cases whose vectors these are; those of a column without words are not looked at
     */
    public Optional<String> unknown(Collection<Case> cases) {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        layout.stream()
                .filter(column -> column.kind() == VectorColumn.Kind.CATEGORY)
                .forEach(column -> known.computeIfAbsent(column.source(), any -> new TreeSet<>())
                        .addAll(column.values()));
        Set<String> unknown = new TreeSet<>();
        for (Case one : cases) {
            known.forEach((source, words) -> {
                String word = one.metadata().get(source);
                if (word != null && !words.contains(word)) {
                    unknown.add(source + " \"" + word + '"');
                }
            });
        }
        return NamesNote.of(unknown, "words of metadata stand in no training case, and count as none of those that do");
    }
}
