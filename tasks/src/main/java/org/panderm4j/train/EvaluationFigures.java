package org.panderm4j.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One evaluation.
 *
 * @param step steps that were done before it
 * @param epoch that the last of them belongs to, from 1
 * @param values by name, in the order they are shown; {@code loss} is the validation loss
 */
public record EvaluationFigures(long step, int epoch, Map<String, Double> values) {
    /** Name of the validation loss, which is drawn beside the training loss. */
    public static final String LOSS = "loss";

    public EvaluationFigures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
