package org.panderm4j.tune;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trial that is over.
 *
 * @param trial number from 1, in the order of the candidates
 * @param metrics by name; NaN for what is not defined, empty for a failed trial
 * @param curve intermediate scores
 * @param seconds it took
 * @param reason of a failure; empty otherwise
 */
public record TrialResult(
        int trial,
        Configuration configuration,
        Map<String, Double> metrics,
        List<Point> curve,
        TrialStatus status,
        double seconds,
        String reason) {
    /** An intermediate score. */
    public record Point(long step, double score) {}

    public TrialResult {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        curve = List.copyOf(curve);
    }

    static TrialResult failed(
            int trial, Configuration configuration, List<Point> curve, double seconds, String reason) {
        String line = reason.replaceAll("\\R+", " ").strip();
        return new TrialResult(trial, configuration, Map.of(), curve, TrialStatus.FAILED, seconds, line);
    }

    @JsonIgnore
    boolean isFailed() {
        return status == TrialStatus.FAILED;
    }

    /** The last step it reported; 0 if it reported none. */
    public long steps() {
        return curve.isEmpty() ? 0 : curve.get(curve.size() - 1).step();
    }

    double score(TunableMetric metric) {
        return metrics.getOrDefault(metric.name(), Double.NaN);
    }
}
