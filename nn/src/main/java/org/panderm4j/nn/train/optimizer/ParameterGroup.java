package org.panderm4j.nn.train.optimizer;

import java.util.List;
import org.panderm4j.nn.train.Parameter;

/**
 * Parameters that are updated alike.
 *
 * @param name for messages, e.g. {@code image.blocks.3, no decay}
 * @param parameters at least one
 * @param rateFactor what the learning rate is multiplied by, 0 or more
 * @param decay weight decay, 0 or more
 */
public record ParameterGroup(String name, List<Parameter> parameters, double rateFactor, double decay) {
    public ParameterGroup {
        parameters = List.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("group " + name + ": expected at least one parameter, found none");
        }
        if (!(rateFactor >= 0 && decay >= 0)) {
            throw new IllegalArgumentException("group " + name
                    + ": expected a rate factor and a decay of 0 or more, found " + rateFactor + " and " + decay);
        }
    }
}
