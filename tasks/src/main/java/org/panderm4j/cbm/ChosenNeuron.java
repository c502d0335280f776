package org.panderm4j.cbm;

import java.util.OptionalDouble;

/**
 * A feature that is to be changed.
 *
 * @param neuron number of the feature
 * @param rank by size of weight, 0 for the largest
 * @param importance weight in the classifier
 * @param similarity to the text that found it; empty when another way did
 * @param concept text or name that found it; empty when it has none
 * @param method how it was found: matching, name, index or topk
 */
public record ChosenNeuron(
        int neuron, int rank, double importance, OptionalDouble similarity, String concept, String method) {}
