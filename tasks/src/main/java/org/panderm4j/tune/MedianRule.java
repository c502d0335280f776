package org.panderm4j.tune;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Ends a trial whose score is worse than the median of the finished trials' scores at that step.
 *
 * <p>A finished trial's score at a step is the last it had reported by then. Less than five with one, or less than three reports of
 * the trial itself, say nothing yet. Trials that were ended early do not count, for they would lower the median.
 *
 * @param finished what the trial is compared with
 */
record MedianRule(TunableMetric metric, List<TrialResult> finished) {
    static final int LEAST_TRIALS = 5;
    static final int LEAST_REPORTS = 3;

    static MedianRule of(TunableMetric metric, List<TrialResult> known) {
        return new MedianRule(
                metric,
                known.stream()
                        .filter(result -> result.status() == TrialStatus.FINISHED)
                        .toList());
    }

    /**
     * Whether the trial is to go on.
     *
     * @param reports of the trial so far, this one included
     */
    boolean goesOn(int reports, long step, double score) {
        if (reports < LEAST_REPORTS || Double.isNaN(score)) {
            return true;
        }
        double[] others = finished.stream()
                .map(trial -> at(trial, step))
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        return others.length < LEAST_TRIALS || !metric.isBetter(median(others), score);
    }

    private static OptionalDouble at(TrialResult trial, long step) {
        OptionalDouble last = OptionalDouble.empty();
        for (TrialResult.Point point : trial.curve()) {
            if (point.step() <= step && !Double.isNaN(point.score())) {
                last = OptionalDouble.of(point.score());
            }
        }
        return last;
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[half]
                : Arrays.stream(sorted, half - 1, half + 1).sum() / 2;
    }
}
