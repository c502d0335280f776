package org.panderm4j.report;

import java.util.List;
import org.panderm4j.eval.FinetuneMetrics;
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
     * @param rows cases whose label is known
     * @param metrics of these
     */
    public record Criterion(String name, int classes, int rows, FinetuneMetrics metrics) {
        /** In three digits, where these cases define it. */
        String auroc() {
            return Double.isNaN(metrics.auroc()) ? "not defined" : Numbers.share(metrics.auroc());
        }
    }
}
