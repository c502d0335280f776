package org.panderm4j.finetune;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.nn.fusion.FusionTargets;

/** Draws who is mixed with whom, and how much: one share a batch, from a beta distribution (Zhang et al. 2018). */
final class MixUp {
    private final RandomStreams streams;
    private final double alpha;

    /**
     * @param alpha both parameters of the distribution; 0 mixes nothing
     */
    MixUp(RandomStreams streams, double alpha) {
        this.streams = streams;
        this.alpha = alpha;
    }

    Optional<FusionTargets.Mix> of(long step, int part, int cases) {
        if (alpha == 0) {
            return Optional.empty();
        }
        RandomGenerator random = streams.stream("mix-up", step, part);
        double[] shares = new double[cases];
        Arrays.fill(shares, BetaDistribution.of(alpha, alpha).inverseCumulativeProbability(random.nextDouble()));
        return Optional.of(new FusionTargets.Mix(Permutation.of(cases, random), shares));
    }
}
