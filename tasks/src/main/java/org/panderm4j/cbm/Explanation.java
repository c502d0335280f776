package org.panderm4j.cbm;

import java.util.List;
import java.util.Optional;
import org.panderm4j.concepts.ConceptMatch;

/**
 * What a classifier goes by.
 *
 * @param cbm the classifier
 * @param concepts each with a neuron of its own, in the order of the texts; empty when none were asked for
 * @param unmatched texts that were left over when there are more of them than neurons with a weight
 * @param names of neurons, if given
 * @param rows explained one by one
 */
public record Explanation(
        CbmFolder cbm,
        List<ConceptMatch> concepts,
        List<String> unmatched,
        Optional<NeuronNames> names,
        List<LocalExplanation> rows) {
    /** What a neuron is called: by the names, else by the concept matched with it, else by its number. */
    String name(int neuron) {
        if (names.isPresent() && names.get().names().containsKey(neuron)) {
            return names.get().of(neuron);
        }
        return concepts.stream()
                .filter(match -> match.neuron() == neuron)
                .map(match -> match.text().strip() + " (" + neuron + ")")
                .findFirst()
                .orElse("neuron " + neuron);
    }
}
