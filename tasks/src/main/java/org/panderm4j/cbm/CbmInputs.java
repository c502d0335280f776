package org.panderm4j.cbm;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.panderm4j.concepts.ActivationRows;

/**
 * What a classifier over splits is trained on.
 *
 * @param labels of the rows
 * @param activations as many rows
 * @param raw whether these are features as a model gives them, not a dictionary's activations
 * @param baseline raw features of the same rows, to compare with
 * @param groupColumn whose values the test rows are told apart by
 */
public record CbmInputs(
        BinaryLabels labels,
        ActivationRows activations,
        boolean raw,
        Optional<ActivationRows> baseline,
        Optional<String> groupColumn) {
    /** What the classifier's own scores are called. */
    String name() {
        return raw ? "raw features" : "activations";
    }

    /** Value of the group column of each row, or none. */
    List<String> groups() throws IOException {
        return groupColumn.isEmpty() ? List.of() : Groups.of(labels.table(), groupColumn.get());
    }
}
