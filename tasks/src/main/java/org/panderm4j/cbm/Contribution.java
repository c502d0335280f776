package org.panderm4j.cbm;

/**
 * What a feature adds to the logit of class 1 in one row.
 *
 * @param neuron number of the feature
 * @param activation in the row
 * @param weight in the classifier
 */
public record Contribution(int neuron, double activation, double weight) {
    /** Activation times weight. */
    public double value() {
        return activation * weight;
    }
}
