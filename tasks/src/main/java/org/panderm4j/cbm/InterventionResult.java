package org.panderm4j.cbm;

import java.util.List;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.MetricValue;

/**
 * What a classifier decides before and after some features are changed.
 *
 * @param labels of the rows
 * @param neurons that were changed, by falling size of weight
 * @param before decisions
 * @param after decisions
 * @param metricsBefore of the rows
 * @param metricsAfter of the rows
 * @param summary scores with intervals
 * @param groups of the rows
 * @param notes what a user should know
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record InterventionResult(
        BinaryLabels labels,
        List<ChosenNeuron> neurons,
        double[] before,
        double[] after,
        BinaryMetrics metricsBefore,
        BinaryMetrics metricsAfter,
        Comparison summary,
        List<Group> groups,
        List<String> notes) {
    /** The same metrics in the same order, before, after, and how much larger after. */
    public record Comparison(List<MetricValue> before, List<MetricValue> after, List<MetricValue> change) {}

    /** Rows with one value of the group column. */
    public record Group(String value, int rows, Comparison scores) {}

    /** Rows whose predicted class is another one after. */
    public long flipped() {
        long flipped = 0;
        for (int row = 0; row < before.length; row++) {
            flipped += before[row] > 0 == after[row] > 0 ? 0 : 1;
        }
        return flipped;
    }
}
