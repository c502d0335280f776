package org.panderm4j.concepts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.table.Table;

/**
 * Pictures and their activations.
 *
 * @param activations row k is row k of the table
 * @param table of pictures
 * @param pictures of the rows
 * @param columns that say what is in the pictures; may be none
 * @param queries features that are wanted
 * @param only the one column that answers every query, instead of that of the same words
 */
public record TopInputs(
        ActivationRows activations,
        Table table,
        List<Path> pictures,
        ConceptColumns columns,
        List<ConceptQuery> queries,
        Optional<String> only) {
    /** Which column tells whether a query has found what it asked for. */
    Optional<String> column(ConceptQuery query) {
        return only.isPresent() ? only : columns.columnOf(query.label());
    }
}
