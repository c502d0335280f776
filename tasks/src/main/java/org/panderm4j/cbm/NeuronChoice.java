package org.panderm4j.cbm;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.panderm4j.concepts.ConceptMatch;
import org.panderm4j.concepts.ConceptMatching;
import org.panderm4j.concepts.Importance;

/** Collects the features that are to be changed, each once, by whatever found it first. */
public final class NeuronChoice {
    private final Importance importance;
    private final int[] ranks;
    private final Map<Integer, ChosenNeuron> chosen = new LinkedHashMap<>();

    public NeuronChoice(Importance importance) {
        this.importance = importance;
        this.ranks = importance.ranks();
    }

    /**
     * By number.
     *
     * @throws IOException when there is no such feature
     */
    public void indices(Collection<Integer> neurons) throws IOException {
        for (int neuron : neurons) {
            if (neuron < 0 || neuron >= ranks.length) {
                throw new IOException("--neurons: expected from 0 to " + (ranks.length - 1)
                        + ", as the classifier has weights, found " + neuron);
            }
            add(neuron, OptionalDouble.empty(), "", "index");
        }
    }

    /** The live features with the largest weights. */
    public void top(int count) throws IOException {
        for (int neuron : importance.top(count)) {
            add(neuron, OptionalDouble.empty(), "", "topk");
        }
    }

    /**
     * By names that were given before.
     *
     * @param names of features, by number
     * @param wanted names
     * @throws IOException when no feature has a wanted name
     */
    public void named(NeuronNames names, Collection<String> wanted) throws IOException {
        for (String name : wanted) {
            for (int neuron : names.called(name)) {
                add(neuron, OptionalDouble.empty(), name, "name");
            }
        }
    }

    /**
     * The live features nearest to each of some texts.
     *
     * @param vectors of the dictionary, [m][n]
     * @param count of a text at most
     * @param least similarity, features that are less similar are left out; empty to leave none out, but then the best must be
     *     above 0
     * @throws IOException when a text has no feature, with its name and the best similarity
     */
    public void matching(List<String> texts, float[][] embeddings, float[][] vectors, int count, OptionalDouble least)
            throws IOException {
        ConceptMatching matching = new ConceptMatching(importance, vectors);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (matching.live() == 0) {
                throw new IOException("concept \"" + text
                        + "\": expected neurons with a weight to match it with, found that" + " all " + vectors.length
                        + " weights of the classifier are 0; train it with a lower --alpha");
            }
            List<ConceptMatch> found = matching.nearest(text, embeddings[i], count);
            double best =
                    found.stream().mapToDouble(ConceptMatch::similarity).max().orElse(Double.NaN);
            if (least.isPresent() ? best < least.getAsDouble() : !(best > 0)) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "concept \"%s\": expected a neuron with a similarity %s, found %.4f as the best of %d neurons with a"
                                + " weight",
                        text,
                        least.isPresent() ? "of at least " + least.getAsDouble() + " (--min-similarity)" : "above 0",
                        best,
                        matching.live()));
            }
            for (ConceptMatch match : found) {
                if (least.isEmpty() || match.similarity() >= least.getAsDouble()) {
                    add(match.neuron(), OptionalDouble.of(match.similarity()), text, "matching");
                }
            }
        }
    }

    private void add(int neuron, OptionalDouble similarity, String concept, String method) throws IOException {
        if (neuron < 0 || neuron >= ranks.length) {
            throw new IOException("expected neurons from 0 to " + (ranks.length - 1)
                    + ", as the classifier has weights," + " found " + neuron);
        }
        chosen.putIfAbsent(
                neuron,
                new ChosenNeuron(neuron, ranks[neuron], importance.weights()[neuron], similarity, concept, method));
    }

    /** By falling size of weight. */
    public List<ChosenNeuron> list() {
        return chosen.values().stream()
                .sorted(Comparator.comparingInt(ChosenNeuron::rank))
                .toList();
    }

    /** Their numbers, in that order. */
    static int[] numbers(List<ChosenNeuron> neurons) {
        return neurons.stream().mapToInt(ChosenNeuron::neuron).toArray();
    }
}
