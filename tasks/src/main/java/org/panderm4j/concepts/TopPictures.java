package org.panderm4j.concepts;

import java.util.List;
import java.util.Optional;

/**
 * The pictures in which a feature is most active.
 *
 * @param query what was asked
 * @param rows best first
 * @param truth whether each of these rows has the concept; empty without a column for it
 * @param share of all rows that have it
 * @param column that tells
 */
public record TopPictures(
        ConceptQuery query,
        List<ConceptRetrieval.Ranked> rows,
        Optional<List<Boolean>> truth,
        double share,
        Optional<String> column) {
    /** Share of the first k rows that have the concept. */
    public Optional<Double> precision(int k) {
        return truth.map(has -> {
            List<Boolean> first = has.subList(0, Math.min(k, has.size()));
            return first.stream().filter(one -> one).count() / (double) first.size();
        });
    }

    static TopPictures of(ConceptQuery query, List<ConceptRetrieval.Ranked> rows, TopInputs inputs) {
        Optional<boolean[]> column = inputs.column(query).map(inputs.columns()::of);
        int count = 0;
        for (boolean one : column.orElse(new boolean[0])) {
            count += one ? 1 : 0;
        }
        return new TopPictures(
                query,
                rows,
                column.map(
                        values -> rows.stream().map(row -> values[row.index()]).toList()),
                column.isPresent() ? (double) count / column.get().length : Double.NaN,
                inputs.column(query));
    }
}
