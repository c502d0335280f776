package org.panderm4j.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One trial as it runs; what it reports is kept. */
final class Trial implements TrialWatch {
    private final int number;
    private final Configuration configuration;
    private final TunableMetric metric;
    private final Optional<MedianRule> rule;
    private final List<TrialResult.Point> curve = new ArrayList<>();
    private boolean stopped;

    /**
     * @param number from 1
     * @param rule that may end it early
     */
    Trial(int number, Configuration configuration, TunableMetric metric, Optional<MedianRule> rule) {
        this.number = number;
        this.configuration = configuration;
        this.metric = metric;
        this.rule = rule;
    }

    /**
     * Runs it; whatever goes wrong in it is a result too.
     *
     * @throws InterruptedException when the search itself is over
     */
    TrialResult run(Experiment experiment) throws InterruptedException {
        long began = System.nanoTime();
        try {
            Map<String, Double> metrics = experiment.run(configuration, this);
            Double score = metrics.get(metric.name());
            if (score == null || !Double.isFinite(score)) {
                return failed(
                        began, "expected " + metric.name() + " as a number, found " + (score == null ? "none" : score));
            }
            TrialStatus status = stopped ? TrialStatus.STOPPED : TrialStatus.FINISHED;
            return new TrialResult(number, configuration, metrics, curve, status, seconds(began), "");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            boolean told = e instanceof Exception && e.getMessage() != null;
            return failed(began, told ? e.getMessage() : e.toString());
        }
    }

    private TrialResult failed(long began, String reason) {
        return TrialResult.failed(number, configuration, curve, seconds(began), reason);
    }

    private static double seconds(long began) {
        return Math.round((System.nanoTime() - began) / 1e6) / 1e3;
    }

    @Override
    public TunableMetric metric() {
        return metric;
    }

    @Override
    public boolean report(long step, double score) {
        if (!curve.isEmpty() && step <= curve.get(curve.size() - 1).step()) {
            throw new IllegalArgumentException("expected increasing steps, found " + step + " behind "
                    + curve.get(curve.size() - 1).step());
        }
        curve.add(new TrialResult.Point(step, score));
        if (rule.isPresent() && !rule.get().goesOn(curve.size(), step, score)) {
            stopped = true;
        }
        return !stopped;
    }
}
