package org.panderm4j.finetune;

import java.util.List;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;

/**
 * How a further output did on the cases whose label is known.
 *
 * @param predictions probabilities of its classes
 * @param metrics of these, with intervals by patient
 */
public record CriterionScores(Predictions predictions, List<MetricValue> metrics) {
    public CriterionScores {
        metrics = List.copyOf(metrics);
    }
}
