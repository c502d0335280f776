package org.panderm4j.nn.train.loop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a step has cost.
 *
 * @param loss what the gradients are of; the run stops when it is no number
 * @param others further numbers to be shown, by name, in order
 */
public record StepResult(double loss, Map<String, Double> others) {
    public StepResult {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    public static StepResult of(double loss) {
        return new StepResult(loss, Map.of());
    }
}
