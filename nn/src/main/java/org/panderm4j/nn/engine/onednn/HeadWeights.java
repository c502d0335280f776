package org.panderm4j.nn.engine.onednn;

import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Projection;

/**
 * The weights of a read-out, float32; heads that read the same parameters share them.
 *
 * @param tokenNorm over tokens, if there is one
 * @param pooledNorm over the pooled vector, if there is one
 * @param pooler before a hyperbolic tangent, if there is one
 * @param projection its linear layers, none to two
 */
record HeadWeights(
        Optional<NormWeights> tokenNorm,
        Optional<NormWeights> pooledNorm,
        Optional<PackedLinear> pooler,
        List<PackedLinear> projection) {

    static HeadWeights read(Head head, long d, Parameters own) {
        return new HeadWeights(
                head.tokenNorm() ? Optional.of(own.norm(ParameterNames.HEAD_NORM, d)) : Optional.empty(),
                switch (head.pooledNorm()) {
                    case NONE -> Optional.empty();
                    case SAME_WEIGHTS -> Optional.of(own.norm(ParameterNames.HEAD_NORM, d));
                    case OWN_WEIGHTS -> Optional.of(own.norm(ParameterNames.POOLED_NORM, d));
                },
                head.pooler()
                        ? Optional.of(own.linear(ParameterNames.POOLER, d, d, true, Arithmetic.EXACT))
                        : Optional.empty(),
                projection(head.projection(), d, own));
    }

    private static List<PackedLinear> projection(Projection projection, long d, Parameters own) {
        if (projection instanceof Projection.Linear linear) {
            return List.of(own.linear(ParameterNames.PROJECTION, linear.output(), d, linear.bias(), Arithmetic.EXACT));
        }
        if (projection instanceof Projection.Classifier classifier) {
            return List.of(own.linear(ParameterNames.CLASSIFIER, classifier.classes(), d, true, Arithmetic.EXACT));
        }
        if (projection instanceof Projection.TwoLayer two) {
            return List.of(
                    own.linear(ParameterNames.PROJECTION_FIRST, two.hidden(), d, two.firstBias(), Arithmetic.EXACT),
                    own.linear(
                            ParameterNames.PROJECTION_SECOND,
                            two.output(),
                            two.hidden(),
                            two.secondBias(),
                            Arithmetic.EXACT));
        }
        return List.of();
    }
}
