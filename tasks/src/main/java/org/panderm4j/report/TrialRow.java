package org.panderm4j.report;

import java.util.List;

/**
 * A trial of a search.
 *
 * @param number from 1
 * @param values of the options, in their order
 * @param metrics in their order; NaN where not defined
 * @param steps last step it reported
 * @param status {@code finished}, {@code stopped} or {@code failed}
 * @param reason of a failure
 */
public record TrialRow(
        int number,
        List<String> values,
        List<Double> metrics,
        long steps,
        double seconds,
        String status,
        String reason) {
    public TrialRow {
        values = List.copyOf(values);
        metrics = List.copyOf(metrics);
    }

    boolean isStopped() {
        return status.equals("stopped");
    }
}
