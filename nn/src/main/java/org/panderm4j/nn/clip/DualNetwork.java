package org.panderm4j.nn.clip;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.Parameter;

/**
 * Two towers that learn to share a space, and what makes logits of their cosines. A tower without parameters is locked: nothing
 * is dropped in it and nothing goes back through it.
 *
 * @param images gives image features, of any length
 * @param texts gives text features, of any length
 * @param logits scale and bias
 */
public record DualNetwork<I, T>(FeatureNetwork<I> images, FeatureNetwork<T> texts, LogitParameters logits) {
    /** Those of the image tower, the text tower and the logits, in this order. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(images.parameters());
        all.addAll(texts.parameters());
        all.addAll(logits.parameters());
        return all;
    }
}
