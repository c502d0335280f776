package org.panderm4j.concepts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Finds features of a classifier for texts. Features without a weight are no candidates. */
public final class ConceptMatching {
    private final Importance importance;
    private final int[] live;
    private final float[][] vectors; // [live][n]

    /**
     * @param importance of m features
     * @param vectors of the dictionary, [m][n]
     * @throws IllegalArgumentException when there are not as many vectors as weights
     */
    public ConceptMatching(Importance importance, float[][] vectors) {
        if (importance.weights().length != vectors.length) {
            throw new IllegalArgumentException("expected a dictionary of " + importance.weights().length
                    + " features as the classifier has weights, found " + vectors.length);
        }
        this.importance = importance;
        this.live = importance.live();
        this.vectors = Arrays.stream(live).mapToObj(j -> vectors[j]).toArray(float[][]::new);
    }

    /** Features that are candidates. */
    public int live() {
        return live.length;
    }

    /**
     * A feature for each text, no feature twice, so that the sum of similarities is as large as can be.
     *
     * @param embeddings [texts][n]
     * @return in the order of the texts; without those that are left over when there are more texts than live features
     */
    public List<ConceptMatch> oneToOne(List<String> texts, float[][] embeddings) {
        if (texts.size() != embeddings.length) {
            throw new IllegalArgumentException(
                    "expected an embedding of each of " + texts.size() + " texts, found " + embeddings.length);
        }
        float[][] similarities = Similarity.of(embeddings, vectors);
        int[] columns = Assignment.maximal(similarities);
        int[] ranks = importance.ranks();
        List<ConceptMatch> matches = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int column = live.length == 0 ? -1 : columns[i];
            if (column >= 0) {
                int neuron = live[column];
                matches.add(new ConceptMatch(
                        i,
                        texts.get(i),
                        neuron,
                        similarities[i][column],
                        importance.weights()[neuron],
                        ranks[neuron]));
            }
        }
        return matches;
    }

    /**
     * The features nearest to one text: those that matching finds for the text repeated.
     *
     * @param embedding [n]
     * @param count at most; fewer when fewer features are live
     * @return by falling similarity
     */
    public List<ConceptMatch> nearest(String text, float[] embedding, int count) {
        int taken = Math.min(count, live.length);
        float[][] repeated = new float[taken][];
        Arrays.fill(repeated, embedding);
        return oneToOne(Collections.nCopies(taken, text), repeated);
    }
}
