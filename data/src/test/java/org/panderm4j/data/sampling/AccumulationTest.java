package org.panderm4j.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.RandomStreams;

class AccumulationTest {
    private final Sampler sampler = new ShuffledEpochs(35, 5, new RandomStreams(1));

    @Test
    void aStepHasItsBatchesAndAnEpochsRestIsLeftOut() {
        Accumulation threes = new Accumulation(sampler, 3);
        assertThat(threes.stepsPerEpoch()).isEqualTo(2);
        long[] first = {0, 3, 7, 10, 14};
        for (int step = 0; step < first.length; step++) {
            assertThat(threes.firstBatch(step)).isEqualTo(first[step]);
            int[][] parts = threes.step(step);
            assertThat(parts).hasDimensions(3, 5);
            for (int part = 0; part < 3; part++) {
                assertThat(parts[part]).isEqualTo(sampler.batch(first[step] + part));
            }
        }
    }

    @Test
    void onePartIsThePlainSampler() {
        Accumulation plain = new Accumulation(sampler, 1);
        assertThat(plain.stepsPerEpoch()).isEqualTo(7);
        for (int step = 0; step < 20; step++) {
            assertThat(plain.step(step)).isDeepEqualTo(new int[][] {sampler.batch(step)});
        }
    }

    @Test
    void moreThanAnEpochIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accumulation(sampler, 8))
                .withMessageContainingAll("1 to 7", "found 8", "--accumulate", "--batch-size");
        assertThatIllegalArgumentException().isThrownBy(() -> new Accumulation(sampler, 0));
    }
}
