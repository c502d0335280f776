package org.panderm4j.concepts;

import java.util.Comparator;
import java.util.List;

/**
 * A text and the feature that stands for it.
 *
 * @param concept number of the text among those that were matched
 * @param text of the concept
 * @param neuron number of the feature
 * @param similarity cosine of text and dictionary vector
 * @param importance weight of the feature in the classifier
 * @param rank of the feature by size of weight among all; 0 for the largest
 */
public record ConceptMatch(int concept, String text, int neuron, double similarity, double importance, int rank) {
    /** From what speaks for class 1 most to what speaks against it most. */
    public static List<ConceptMatch> byWeight(List<ConceptMatch> matches) {
        return matches.stream()
                .sorted(Comparator.comparingDouble(match -> -match.importance))
                .toList();
    }
}
