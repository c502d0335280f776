package org.panderm4j.cbm;

import java.util.Map;
import java.util.Optional;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.ThresholdCurve;
import org.panderm4j.nn.linear.L1Sgd;

/**
 * One split, its classifier and how that did on the rows left out.
 *
 * @param number of the split, from 0
 * @param state random state of the split
 * @param solverSeed drawn from that state
 * @param trained rows
 * @param fit classifier, epochs
 * @param metrics of the test rows
 * @param roc curve of the test rows; empty where one class is absent
 * @param groups metrics of the test rows by the value of a column
 */
public record SplitFit(
        int number,
        long state,
        int solverSeed,
        int trained,
        L1Sgd.Fit fit,
        BinaryMetrics metrics,
        Optional<ThresholdCurve> roc,
        Map<String, BinaryMetrics> groups) {
    /** Rows tested. */
    public int tested() {
        return metrics.predictions().rows();
    }
}
