package org.panderm4j.concepts;

import java.util.Optional;
import org.panderm4j.data.concept.ConceptVocabulary;
import org.panderm4j.sae.SaeFile;

/**
 * What features are named from.
 *
 * @param sae whose dictionary vectors are named
 * @param vocabulary of at least one term
 * @param texts unit embeddings of its terms, [terms][n]
 * @param centred whether what the texts have in common is taken away first
 * @param activations of some rows, to tell features that are never active
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record NamingInputs(
        SaeFile sae,
        ConceptVocabulary vocabulary,
        float[][] texts,
        boolean centred,
        Optional<ActivationRows> activations) {
    /** Cosines of terms and dictionary vectors, [terms][m]. */
    float[][] cosines() {
        float[][] compared = centred ? TextMean.of(texts).without(texts) : texts;
        return Similarity.of(compared, Similarity.vectors(sae.weights()));
    }
}
