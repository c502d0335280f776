package org.panderm4j.finetune;

import java.util.List;
import java.util.Map;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.Temperature;

/**
 * Scored cases whose classes are known.
 *
 * @param cases their numbers in the table
 * @param predictions probabilities of the first output's classes
 * @param logits of the same, [n][classes]
 * @param loss mean of the batch means of the cross-entropy
 * @param metrics of these predictions, with intervals by patient
 * @param criteria the same for each further output, over the cases whose label is known; one with none is absent
 * @param replaced of these cases, how many had a picture replaced
 * @param left how many cases were left out
 */
public record TestScores(
        List<Integer> cases,
        Predictions predictions,
        double[][] logits,
        double loss,
        List<MetricValue> metrics,
        Map<String, CriterionScores> criteria,
        int replaced,
        int left) {
    /** How far confidence can be taken at its word once the logits are divided by a temperature. */
    Calibration calibrated(double temperature) {
        return Calibration.of(predictions.withProbabilities(Temperature.probabilities(temperature, logits)));
    }
}
