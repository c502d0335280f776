package org.panderm4j.report;

import java.util.List;
import java.util.Optional;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.ProbeMetrics;

/**
 * What a page says about the test cases of a fine-tuned model.
 *
 * @param test scores, class by class
 * @param metrics all of them, with intervals
 * @param calibration before and, if there is a temperature, after it
 * @param criteria further labels that were told
 * @param subgroups of the cases, one entry a field
 * @param errors the most confident first
 */
public record FinetuneScores(
        ProbeMetrics test,
        List<MetricValue> metrics,
        List<Reliability> calibration,
        List<Criterion> criteria,
        List<SubgroupTable> subgroups,
        List<CaseError> errors) {
    /** What stands for the rest, in this order. */
    static final List<String> HEADLINE = List.of("balanced_acc", "accuracy", "auroc");

    public FinetuneScores {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("expected at least one metric of the test cases, found none");
        }
    }

    /**
     * A further label.
     *
     * @param name of it
     * @param classes how many
     * @param metrics of the cases whose label is known, with intervals; at least one
     */
    public record Criterion(String name, int classes, List<MetricValue> metrics) {
        public Criterion {
            metrics = List.copyOf(metrics);
        }

        int rows() {
            return metrics.get(0).rows();
        }

        /** A metric in three digits, where these cases define it. */
        String figure(String metric) {
            Optional<MetricValue> found = MetricValues.named(metrics, metric);
            return found.isPresent() && found.get().value().isPresent()
                    ? Numbers.share(found.get().value().getAsDouble())
                    : "not defined";
        }

        /** Its interval in brackets; empty where there is none. */
        String interval(String metric) {
            return MetricValues.named(metrics, metric)
                    .flatMap(MetricValue::interval)
                    .map(one -> "(" + Numbers.share(one.low()) + " to " + Numbers.share(one.high()) + ")")
                    .orElse("");
        }
    }
}
