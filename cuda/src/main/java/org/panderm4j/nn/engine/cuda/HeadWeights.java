package org.panderm4j.nn.engine.cuda;

import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.engine.cuda.Parameters.Kind;
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
        Optional<Linear> pooler,
        List<Linear> projection) {

    static HeadWeights read(Head head, int d, Parameters own) {
        return new HeadWeights(
                head.tokenNorm() ? Optional.of(own.norm(ParameterNames.HEAD_NORM, d)) : Optional.empty(),
                switch (head.pooledNorm()) {
                    case NONE -> Optional.empty();
                    case SAME_WEIGHTS -> Optional.of(own.norm(ParameterNames.HEAD_NORM, d));
                    case OWN_WEIGHTS -> Optional.of(own.norm(ParameterNames.POOLED_NORM, d));
                },
                head.pooler()
                        ? Optional.of(own.linear(ParameterNames.POOLER, d, d, true, Kind.EXACT))
                        : Optional.empty(),
                projection(head.projection(), d, own));
    }

    private static List<Linear> projection(Projection projection, int d, Parameters own) {
        if (projection instanceof Projection.Linear linear) {
            return List.of(own.linear(ParameterNames.PROJECTION, linear.output(), d, linear.bias(), Kind.EXACT));
        }
        if (projection instanceof Projection.Classifier classifier) {
            return List.of(own.linear(ParameterNames.CLASSIFIER, classifier.classes(), d, true, Kind.EXACT));
        }
        if (projection instanceof Projection.TwoLayer two) {
            return List.of(
                    own.linear(ParameterNames.PROJECTION_FIRST, two.hidden(), d, two.firstBias(), Kind.EXACT),
                    own.linear(
                            ParameterNames.PROJECTION_SECOND,
                            two.output(),
                            two.hidden(),
                            two.secondBias(),
                            Kind.EXACT));
        }
        return List.of();
    }
}
