package org.panderm4j.concepts;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.concept.ConceptTerm;

/**
 * Gives each feature the term of a vocabulary that is nearest to its dictionary vector, if it is near enough.
 *
 * @param threshold the least cosine of a name, from -1 to 1
 * @param margin by which a name must be nearer than the runner-up, at least 0
 */
public record Naming(double threshold, double margin) {
    /**
     * A name for each feature, in their order. Of equally near terms the first counts.
     *
     * @param terms at least one
     * @param cosines [terms][m]
     */
    public List<NeuronName> of(List<ConceptTerm> terms, float[][] cosines) {
        if (terms.isEmpty() || terms.size() != cosines.length) {
            throw new IllegalArgumentException(
                    "expected cosines of each of " + terms.size() + " terms, at least 1, found " + cosines.length);
        }
        List<NeuronName> names = new ArrayList<>();
        for (int j = 0; j < cosines[0].length; j++) {
            names.add(name(j, terms, cosines));
        }
        return names;
    }

    private NeuronName name(int neuron, List<ConceptTerm> terms, float[][] cosines) {
        int best = 0;
        int second = -1;
        for (int t = 1; t < terms.size(); t++) {
            if (cosines[t][neuron] > cosines[best][neuron]) {
                second = best;
                best = t;
            } else if (second < 0 || cosines[t][neuron] > cosines[second][neuron]) {
                second = t;
            }
        }
        double score = cosines[best][neuron];
        double lead = second < 0 ? Double.POSITIVE_INFINITY : score - (double) cosines[second][neuron];
        return new NeuronName(
                neuron,
                score >= threshold && lead >= margin,
                terms.get(best),
                score,
                terms.get(second < 0 ? best : second),
                lead);
    }
}
