package org.panderm4j.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One step of the optimiser, without times: those are the run's business.
 *
 * @param step steps done with this one, from 1
 * @param epoch that the step belongs to, from 1
 * @param loss the total that was minimised
 * @param parts further numbers by name, in the order they are shown, e.g. the terms of the loss, the logit scale
 * @param learningRate of the step
 * @param gradientNorm before clipping; empty if it was not computed
 * @param items inputs that the step used, accumulated ones included
 */
public record StepFigures(
        long step,
        int epoch,
        double loss,
        Map<String, Double> parts,
        double learningRate,
        OptionalDouble gradientNorm,
        int items) {
    public StepFigures {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
}
