package org.panderm4j.cbm;

import java.util.List;
import org.panderm4j.concepts.NeuronActivity;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.nn.linear.L1Sgd;

/**
 * The classifier of a training table, tested on a table of its own.
 *
 * @param inputs it was trained on
 * @param fit how that went
 * @param activity of the training rows
 * @param decisions of the test rows
 * @param metrics of the test rows
 * @param summary with intervals
 * @param groups of the test rows
 * @param notes what a user should know
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record FixedResult(
        FixedInputs inputs,
        L1Sgd.Fit fit,
        NeuronActivity activity,
        double[] decisions,
        BinaryMetrics metrics,
        List<MetricValue> summary,
        List<Group> groups,
        List<String> notes) {
    /** Test rows with one value. */
    public record Group(String value, int rows, List<MetricValue> summary) {}
}
