package org.panderm4j.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.RandomStreams;

class ShuffledEpochsTest {
    private static final RandomStreams STREAMS = new RandomStreams(3);

    @Test
    void anEpochHasEveryPairOnceButForTheRest() {
        Sampler sampler = new ShuffledEpochs(23, 5, STREAMS);
        assertThat(sampler.stepsPerEpoch()).isEqualTo(4);
        for (int epoch = 0; epoch < 3; epoch++) {
            int first = 4 * epoch;
            int[] seen = IntStream.range(first, first + 4)
                    .flatMap(step -> Arrays.stream(sampler.batch(step)))
                    .toArray();
            assertThat(seen).hasSize(20).doesNotHaveDuplicates();
            assertThat(IntStream.of(seen)).allMatch(pair -> pair >= 0 && pair < 23);
        }
    }

    @Test
    void epochsAndSeedsDiffer() {
        Sampler sampler = new ShuffledEpochs(100, 50, STREAMS);
        assertThat(sampler.batch(0)).isNotEqualTo(sampler.batch(2));
        assertThat(sampler.batch(0)).isNotEqualTo(new ShuffledEpochs(100, 50, new RandomStreams(4)).batch(0));
    }

    @Test
    void aBatchDependsOnItsNumberAlone() {
        Sampler inOrder = new ShuffledEpochs(17, 4, STREAMS);
        int[][] batches = IntStream.range(0, 20).mapToObj(inOrder::batch).toArray(int[][]::new);
        Sampler backwards = new ShuffledEpochs(17, 4, STREAMS);
        for (int step = 19; step >= 0; step--) {
            assertThat(backwards.batch(step)).isEqualTo(batches[step]);
        }
        // Years into a run, without the years.
        long far = 4_000_000_000_000L;
        assertThat(new ShuffledEpochs(17, 4, STREAMS).batch(far)).isEqualTo(inOrder.batch(far));
    }

    @Test
    void whatIsHandedOutIsTheCallersOwn() {
        Sampler sampler = new ShuffledEpochs(6, 3, STREAMS);
        int[] first = sampler.batch(0);
        int[] kept = first.clone();
        Arrays.fill(first, -1);
        assertThat(sampler.batch(0)).isEqualTo(kept);
    }

    @Test
    void tooFewPairsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShuffledEpochs(7, 8, STREAMS))
                .withMessageContainingAll("7 pairs", "batch of 8", "--batch-size");
    }
}
