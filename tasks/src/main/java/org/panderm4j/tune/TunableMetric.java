package org.panderm4j.tune;

import java.util.List;

/**
 * Something a trial measures.
 *
 * @param name as in {@code summary.csv}, such as {@code bacc}
 * @param minimized whether less is better
 */
public record TunableMetric(String name, boolean minimized) {
    /** One of which more is better. */
    public static TunableMetric higher(String name) {
        return new TunableMetric(name, false);
    }

    /** One of which less is better, such as a loss. */
    public static TunableMetric lower(String name) {
        return new TunableMetric(name, true);
    }

    boolean isBetter(double score, double than) {
        return minimized ? score < than : score > than;
    }

    /**
     * One of a list.
     *
     * @param name null for the first
     * @throws IllegalArgumentException that names the others, when it is not there
     */
    public static TunableMetric of(List<TunableMetric> metrics, String name) {
        return metrics.stream()
                .filter(metric -> name == null || metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--metric: expected one of "
                        + String.join(
                                ", ", metrics.stream().map(TunableMetric::name).toList())
                        + ", found '" + name + "'"));
    }
}
