package org.panderm4j.tune;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param metric that was searched for
 * @param trials in the order of the candidates
 * @param best of the finished ones; of equal ones the first
 * @param command line that repeats the best, quoted for a shell
 */
public record TuneResult(TunableMetric metric, List<TrialResult> trials, TrialResult best, String command) {
    /** The finished trial with the best score, if one is finished. */
    static Optional<TrialResult> best(List<TrialResult> trials, TunableMetric metric) {
        return ranked(trials, metric).stream()
                .filter(trial -> trial.status() == TrialStatus.FINISHED)
                .findFirst();
    }

    /** Those that have a score, the best first; of equal ones the earlier first. */
    static List<TrialResult> ranked(List<TrialResult> trials, TunableMetric metric) {
        Comparator<TrialResult> up = Comparator.comparingDouble(trial -> trial.score(metric));
        return trials.stream()
                .filter(trial -> !trial.isFailed())
                .sorted(metric.minimized() ? up : up.reversed())
                .toList();
    }

    /** The trials that failed. */
    public List<TrialResult> failed() {
        return trials.stream().filter(TrialResult::isFailed).toList();
    }
}
