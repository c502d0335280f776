package org.panderm4j.cbm;

import java.util.Arrays;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.nn.linear.BinaryClassifier;
import org.panderm4j.nn.linear.SparseRows;

/** How a classifier does on rows. */
final class Scoring {
    private Scoring() {}

    /** Of some rows. */
    static BinaryMetrics of(BinaryClassifier classifier, SparseRows rows, int[] labels, int[] tested) {
        return of(
                Arrays.stream(tested).map(row -> labels[row]).toArray(),
                Arrays.stream(tested)
                        .mapToDouble(row -> classifier.decision(rows, row))
                        .toArray());
    }

    /**
     * Of decisions that are there.
     *
     * @param labels [n], 0 or 1
     * @param decisions [n]
     */
    static BinaryMetrics of(int[] labels, double[] decisions) {
        return BinaryMetrics.of(
                labels,
                decisions,
                Arrays.stream(decisions).map(BinaryClassifier::probability).toArray());
    }
}
