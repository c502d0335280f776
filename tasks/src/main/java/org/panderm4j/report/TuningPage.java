package org.panderm4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/**
 * Everything on the page of a search.
 *
 * @param title such as the command
 * @param metric that was searched for; one of {@code metrics}
 * @param minimized whether less of it is better
 * @param best number of the best trial
 * @param command line that repeats it
 * @param options in the order of the trials' values
 * @param metrics in the order of the trials' values
 * @param trials in the order they were drawn
 * @param facts about the run
 */
public record TuningPage(
        String title,
        String metric,
        boolean minimized,
        int best,
        String command,
        List<OptionAxis> options,
        List<String> metrics,
        List<TrialRow> trials,
        List<Fact> facts) {
    /** Rows of the table that need no click. */
    static final int SHOWN = 12;

    public TuningPage {
        options = List.copyOf(options);
        trials = List.copyOf(trials);
        if (!metrics.contains(metric)) {
            throw new IllegalArgumentException("expected one of " + metrics + ", found " + metric);
        }
        if (trials.stream().noneMatch(trial -> trial.number() == best)) {
            throw new IllegalArgumentException("expected the best among the trials, found none of number " + best);
        }
        for (TrialRow trial : trials) {
            if (trial.values().size() != options.size() || trial.metrics().size() != metrics.size()) {
                throw new IllegalArgumentException("trial " + trial.number() + ": expected " + options.size()
                        + " options and " + metrics.size() + " metrics, found "
                        + trial.values().size() + " and " + trial.metrics().size());
            }
        }
    }

    TrialRow bestTrial() {
        return trials.stream().filter(this::isBest).findFirst().orElseThrow();
    }

    boolean isBest(TrialRow trial) {
        return trial.number() == best;
    }

    double score(TrialRow trial) {
        return trial.metrics().get(metrics.indexOf(metric));
    }

    /** Trials with a score, the best first. */
    List<TrialRow> ranked() {
        Comparator<TrialRow> up = Comparator.comparingDouble(this::score);
        return trials.stream()
                .filter(trial -> Double.isFinite(score(trial)))
                .sorted(minimized ? up : up.reversed())
                .toList();
    }

    List<TrialRow> failed() {
        return trials.stream().filter(trial -> !Double.isFinite(score(trial))).toList();
    }

    /** A trial's options in one line. */
    String configuration(TrialRow trial) {
        StringJoiner joined = new StringJoiner(", ");
        for (int i = 0; i < options.size(); i++) {
            joined.add(options.get(i).name() + " = " + trial.values().get(i));
        }
        return joined.toString();
    }

    /** Metrics but the one that was searched for. */
    List<String> otherMetrics() {
        return metrics.stream().filter(name -> !name.equals(metric)).toList();
    }

    double metric(TrialRow trial, String name) {
        return trial.metrics().get(metrics.indexOf(name));
    }

    /** The few figures a reader looks for first. */
    List<Fact> headline() {
        List<Fact> headline = new ArrayList<>();
        headline.add(new Fact("Best " + MetricLabels.title(metric), Numbers.finite(score(bestTrial()))));
        headline.add(new Fact("Trials", Numbers.count(trials.size())));
        long stopped = trials.stream().filter(TrialRow::isStopped).count();
        if (stopped > 0 || !failed().isEmpty()) {
            headline.add(
                    new Fact("Stopped early, failed", Numbers.count(stopped) + ", " + Numbers.count(failed().size())));
        }
        double seconds = trials.stream().mapToDouble(TrialRow::seconds).sum();
        headline.add(new Fact("Time of all trials", Numbers.duration(seconds)));
        return headline;
    }

    /** The best trial's options. */
    List<Fact> bestOptions() {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            facts.add(new Fact(options.get(i).name(), bestTrial().values().get(i)));
        }
        return facts;
    }
}
