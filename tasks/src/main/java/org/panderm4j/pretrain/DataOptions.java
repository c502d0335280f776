package org.panderm4j.pretrain;

import java.io.IOException;
import java.util.Map;
import org.panderm4j.data.augment.Augmentation;
import org.panderm4j.data.pair.SourceGroups;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.Accumulation;
import org.panderm4j.data.sampling.Sampler;
import org.panderm4j.data.sampling.ShuffledEpochs;
import org.panderm4j.data.sampling.SourceBalanced;
import org.panderm4j.data.sampling.SourceQuotas;

/**
 * How batches are made of pairs.
 *
 * @param batchSize pairs in one pass of the networks
 * @param accumulate passes to a step; all their pairs are contrasted with one another
 * @param sampling which pairs come together
 * @param ratios share of each source in a batch, for {@link Sampling#SOURCE_BALANCED}; empty: equal shares
 * @param augmentation what is changed at random in pictures
 */
public record DataOptions(
        int batchSize, int accumulate, Sampling sampling, Map<String, Double> ratios, Augmentation augmentation) {
    /** Ways of choosing the pairs of a batch. */
    public enum Sampling {
        /** All pairs in a random order each epoch. */
        DEFAULT,
        /** As many of each source in each batch. */
        SOURCE_BALANCED
    }

    Accumulation batches(TrainingPairs pairs, RandomStreams streams) throws IOException {
        return new Accumulation(sampler(pairs, streams), accumulate);
    }

    private Sampler sampler(TrainingPairs pairs, RandomStreams streams) throws IOException {
        if (sampling == Sampling.DEFAULT) {
            return new ShuffledEpochs(pairs.size(), batchSize, streams);
        }
        SourceGroups groups = SourceGroups.of(pairs);
        int[] quotas = ratios.isEmpty()
                ? SourceQuotas.equal(groups.names().size(), batchSize)
                : SourceQuotas.of(groups.names(), ratios, batchSize);
        return new SourceBalanced(groups.members(), quotas, streams);
    }
}
