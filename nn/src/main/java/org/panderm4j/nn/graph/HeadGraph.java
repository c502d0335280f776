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
    private HeadGraph() {}

    /** The pooled vector before the projection, [b, d]. */
    static SDVariable pool(SDVariable tokens, Head head, Stem stem, Parameters parameters, Sequences sequences) {
        int d = stem.width();
        SDVariable x = head.tokenNorm() ? norm(tokens, head, ParameterNames.HEAD_NORM, d, parameters) : tokens;
        SDVariable pooled = pool(x, head, stem, sequences);
        return switch (head.pooledNorm()) {
            case NONE -> pooled;
            case SAME_WEIGHTS -> norm(pooled, head, ParameterNames.HEAD_NORM, d, parameters);
            case OWN_WEIGHTS -> norm(pooled, head, ParameterNames.POOLED_NORM, d, parameters);
        };
    }

    /** [b, d] to [b, E]. */
    static SDVariable project(SDVariable pooled, Projection projection, int d, Parameters parameters) {
        if (projection instanceof Projection.Linear linear) {
            return Layers.linear(pooled, parameters, ParameterNames.PROJECTION, d, linear.output(), linear.bias());
        }
        if (projection instanceof Projection.TwoLayer two) {
            SDVariable hidden =
                    Layers.linear(pooled, parameters, ParameterNames.PROJECTION_FIRST, d, two.hidden(), false);
            hidden = Layers.activate(hidden, two.activation());
            return Layers.linear(
                    hidden, parameters, ParameterNames.PROJECTION_SECOND, two.hidden(), two.output(), false);
        }
        return pooled;
    }

    private static SDVariable norm(SDVariable x, Head head, String name, int d, Parameters parameters) {
        return Layers.layerNorm(x, parameters, name, d, head.eps());
    }

    private static SDVariable pool(SDVariable tokens, Head head, Stem stem, Sequences sequences) {
        return switch (head.pooling()) {
            case CLASS -> sequences.split(tokens, stem.width()).get(SDIndex.all(), SDIndex.point(0), SDIndex.all());
            case MEAN_OF_PATCHES -> meanOfPatches(tokens, stem);
            case MASKED_MEAN -> maskedMean(tokens, stem.width(), sequences);
        };
    }

    /** A slice, not the sum of all tokens minus the first: that difference would lose digits. */
    private static SDVariable meanOfPatches(SDVariable tokens, Stem stem) {
        if (!(stem instanceof Stem.PatchStem patches)) {
            throw new IllegalArgumentException("only a tower over patches can be pooled over its patches");
        }
        SDVariable all = tokens.getSameDiff().reshape(tokens, -1, patches.tokens(), patches.width()); // [b, n, d]
        return all.get(SDIndex.all(), SDIndex.interval(1, patches.tokens()), SDIndex.all())
                .mean(1);
    }

    private static SDVariable maskedMean(SDVariable tokens, int d, Sequences sequences) {
        SameDiff graph = tokens.getSameDiff();
        SDVariable sum = sequences.split(tokens.mul(sequences.mask()), d).sum(1); // [b, d]
        SDVariable count = sequences.split(sequences.mask(), 1).sum(1); // [b, 1]
        return graph.math.div(sum, count);
    }
}
