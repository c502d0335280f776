package org.panderm4j.cbm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.MetricValue;

/**
 * What a classifier decides before and after some features are changed.
 *
 * @param labels of the rows
 * @param recalibration of the intercept after the change, if it was moved
 * @param neurons that were changed, by falling size of weight
 * @param before decisions
 * @param after decisions
 * @param metricsBefore of the rows
 * @param metricsAfter of the rows
 * @param summary scores with intervals
 * @param groups of the rows
 * @param remarks what a user should know of the inputs
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record InterventionResult(
        BinaryLabels labels,
        Optional<Recalibration> recalibration,
        List<ChosenNeuron> neurons,
        double[] before,
        double[] after,
        BinaryMetrics metricsBefore,
        BinaryMetrics metricsAfter,
        Comparison summary,
        List<Group> groups,
        List<String> remarks) {
    /** The same metrics in the same order, before, after, and how much larger after. */
    public record Comparison(List<MetricValue> before, List<MetricValue> after, List<MetricValue> change) {}

    /** What a user should know. */
    public List<String> notes() {
        return Stream.concat(oneClass().stream(), remarks.stream()).toList();
    }

    /** Rows with one value of the group column. */
    public record Group(String value, int rows, Comparison scores) {}

    /** What a user should know when the change has made one class of rows that were told apart before. */
    public Optional<String> oneClass() {
        if (isOneClass(before) || !isOneClass(after)) {
            return Optional.empty();
        }
        return Optional.of("after the change all " + after.length + " rows are called \""
                + labels.names().get(after[0] > 0 ? 1 : 0)
                + "\": the threshold was learned with these neurons active; see --set mean and --recalibrate");
    }

    private static boolean isOneClass(double... decisions) {
        return Arrays.stream(decisions).allMatch(one -> one > 0)
                || Arrays.stream(decisions).noneMatch(one -> one > 0);
    }

    /** Rows whose predicted class is another one after. */
    public long flipped() {
        long flipped = 0;
        for (int row = 0; row < before.length; row++) {
            flipped += before[row] > 0 == after[row] > 0 ? 0 : 1;
        }
        return flipped;
    }
}
