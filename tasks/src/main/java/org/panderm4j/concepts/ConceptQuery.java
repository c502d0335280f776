package org.panderm4j.concepts;

import java.util.OptionalDouble;

/**
 * A feature whose pictures are wanted.
 *
 * @param label what it is shown under: a text, a name, or the feature's number
 * @param neuron number of the feature
 * @param similarity of text and dictionary vector, where a text has found the feature
 */
public record ConceptQuery(String label, int neuron, OptionalDouble similarity) {
    /** By number. */
    public static ConceptQuery ofNeuron(int neuron) {
        return new ConceptQuery("neuron " + neuron, neuron, OptionalDouble.empty());
    }

    /** What it is called in a heading. */
    String title() {
        String number = "neuron " + neuron;
        return label.equals(number) ? label : label + " (" + number + ")";
    }
}
