package org.panderm4j.cbm;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.nn.linear.L1Sgd;

/**
 * A table to train on and one to test, each with its activations.
 *
 * @param train labels to train on
 * @param trainActivations of those rows
 * @param test labels to test
 * @param testActivations of those rows
 * @param groupColumn of the test table
 * @param solver of the one fit
 * @param seed of its order and of the intervals
 */
public record FixedInputs(
        BinaryLabels train,
        ActivationRows trainActivations,
        BinaryLabels test,
        ActivationRows testActivations,
        Optional<String> groupColumn,
        L1Sgd solver,
        long seed) {
    void check() throws IOException {
        train.requireRows(trainActivations);
        test.requireRows(testActivations);
        if (trainActivations.features() != testActivations.features()) {
            throw new IOException(
                    "expected as many features to test as to train on, found " + testActivations.features()
                            + " in " + testActivations.file() + " and " + trainActivations.features() + " in "
                            + trainActivations.file());
        }
    }

    List<String> groups() throws IOException {
        return groupColumn.isEmpty() ? List.of() : Groups.of(test.table(), groupColumn.get());
    }
}
