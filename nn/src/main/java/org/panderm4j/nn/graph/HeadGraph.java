package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;

/** A read-out: tokens [b n, d] to features [b, E]. */
final class HeadGraph {
    private final Head head;
    private final Stem stem;
    private final Parameters parameters;
    private final Sequences sequences;
    private final Style style;

    HeadGraph(Head head, Stem stem, Parameters parameters, Sequences sequences, Style style) {
        this.head = head;
        this.stem = stem;
        this.parameters = parameters;
        this.sequences = sequences;
        this.style = style;
    }

    /** The tokens as they are pooled, [b n, d]. */
    SDVariable tokens(SDVariable x) {
        return head.tokenNorm() ? norm(x, ParameterNames.HEAD_NORM) : x;
    }

    /** The vector before the projection, [b, d], from the tokens of {@link #tokens}. */
    SDVariable pooled(SDVariable tokens) {
        SDVariable vector = pool(tokens);
        vector = switch (head.pooledNorm()) {
            case NONE -> vector;
            case SAME_WEIGHTS -> norm(vector, ParameterNames.HEAD_NORM);
            case OWN_WEIGHTS -> norm(vector, ParameterNames.POOLED_NORM);
        };
        return head.pooler()
                ? vector.getSameDiff()
                        .math
                        .tanh(Layers.linear(
                                vector, parameters, ParameterNames.POOLER, stem.width(), stem.width(), true))
                : vector;
    }

    /** [b, d] to [b, E]. */
    SDVariable projected(SDVariable pooled) {
        int d = stem.width();
        if (head.projection() instanceof Projection.Linear linear) {
            return Layers.linear(pooled, parameters, ParameterNames.PROJECTION, d, linear.output(), linear.bias());
        }
        if (head.projection() instanceof Projection.Classifier classifier) {
            return Layers.linear(pooled, parameters, ParameterNames.CLASSIFIER, d, classifier.classes(), true);
        }
        if (head.projection() instanceof Projection.TwoLayer two) {
            SDVariable hidden = Layers.linear(
                    pooled, parameters, ParameterNames.PROJECTION_FIRST, d, two.hidden(), two.firstBias());
            return Layers.linear(
                    style.activate(hidden, two.activation()),
                    parameters,
                    ParameterNames.PROJECTION_SECOND,
                    two.hidden(),
                    two.output(),
                    two.secondBias());
        }
        return pooled;
    }

    private SDVariable norm(SDVariable x, String name) {
        return style.layerNorm(x, parameters, name, stem.width(), head.eps());
    }

    private SDVariable pool(SDVariable tokens) {
        return switch (head.pooling()) {
            case CLASS -> token(tokens, 0);
            case MEAN_OF_PATCHES -> meanOfPatches(tokens);
            case MASKED_MEAN -> maskedMean(tokens);
            case END ->
                sequences.split(tokens.mul(sequences.ends()), stem.width()).sum(1);
            case FIRST_OF_TEXT -> token(tokens, ((Stem.JointStem) stem).imageTokens());
        };
    }

    private SDVariable token(SDVariable tokens, int index) {
        return sequences.split(tokens, stem.width()).get(SDIndex.all(), SDIndex.point(index), SDIndex.all());
    }

    /** A slice, not the sum of all tokens minus the others: that difference would lose digits. */
    private SDVariable meanOfPatches(SDVariable tokens) {
        int from = stem instanceof Stem.PatchStem patches ? patches.leading() : 0;
        int to = stem instanceof Stem.JointStem joint ? joint.imageTokens() : -1;
        return Layers.slice(sequences.split(tokens, stem.width()), 3, 1, from, to)
                .mean(1);
    }

    private SDVariable maskedMean(SDVariable tokens) {
        SameDiff graph = tokens.getSameDiff();
        SDVariable sum =
                sequences.split(tokens.mul(sequences.mask()), stem.width()).sum(1); // [b, d]
        SDVariable count = sequences.split(sequences.mask(), 1).sum(1); // [b, 1]
        return graph.math.div(sum, count);
    }
}
