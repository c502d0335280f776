package org.panderm4j.concepts;

import org.panderm4j.data.concept.ConceptTerm;

/**
 * What a feature is called.
 *
 * @param neuron number of the feature
 * @param isNamed whether the best term is near enough to be its name
 * @param best of the vocabulary
 * @param score cosine of it and the dictionary vector
 * @param runnerUp second best; equal to {@code best} in a vocabulary of one term
 * @param margin by which the best is nearer than that; infinite in a vocabulary of one term
 */
public record NeuronName(
        int neuron, boolean isNamed, ConceptTerm best, double score, ConceptTerm runnerUp, double margin) {
    /** What stands in place of the name of a feature that no term is near enough to. */
    public static final String UNNAMED = "unnamed";

    /** The best term, or {@link #UNNAMED}. */
    public String name() {
        return isNamed ? best.text() : UNNAMED;
    }
}
