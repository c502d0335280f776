package org.panderm4j.peers.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.peers.engine.Contestant;

/**
 * All that a contest has shown.
 *
 * @param versions of those that took part
 * @param agreements of their features
 * @param series their times
 */
public record Outcome(Map<Contestant, String> versions, List<Agreement> agreements, List<Series> series) {
    public Outcome {
        versions = new LinkedHashMap<>(versions);
        agreements = List.copyOf(agreements);
        series = List.copyOf(series);
    }

    /** Each of ours with each peer. */
    public List<Ratio> ratios() {
        return Ratio.among(series);
    }

    /** Whether everybody computed the same. */
    public boolean agreed() {
        return agreements.stream().allMatch(Agreement::holds);
    }
}
