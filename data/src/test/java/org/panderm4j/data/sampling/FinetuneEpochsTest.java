package org.panderm4j.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.RandomStreams;

class FinetuneEpochsTest {
    private static final RandomStreams STREAMS = new RandomStreams(122);

    private static List<Integer> epoch(FinetuneEpochs epochs, long number) {
        List<Integer> cases = new ArrayList<>();
        for (int i = 0; i < epochs.stepsPerEpoch(); i++) {
            long step = number * epochs.stepsPerEpoch() + i;
            assertThat(epochs.epoch(step)).isEqualTo(number);
            for (int part = 0; part < epochs.parts(step); part++) {
                IntStream.of(epochs.batch(step, part)).forEach(cases::add);
            }
        }
        return cases;
    }

    @Test
    void usesEveryCaseOnceAnEpochWhateverTheSizes() {
        RandomGenerator random = new RandomStreams(8).stream("sizes");
        for (int trial = 0; trial < 200; trial++) {
            int cases = 1 + random.nextInt(60);
            int batch = 1 + random.nextInt(12);
            int accumulated = 1 + random.nextInt(5);
            FinetuneEpochs epochs = FinetuneEpochs.shuffled(cases, batch, accumulated, STREAMS);
            assertThat(epoch(epochs, 0))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, cases).boxed().toList());
            assertThat(epoch(epochs, 3))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, cases).boxed().toList());
            for (int step = 0; step < epochs.stepsPerEpoch(); step++) {
                boolean isLast = step == epochs.stepsPerEpoch() - 1;
                assertThat(epochs.parts(step)).isBetween(isLast ? 1 : accumulated, accumulated);
                for (int part = 0; part < epochs.parts(step); part++) {
                    int size = epochs.batch(step, part).length;
                    assertThat(size).isBetween(Math.min(cases, Math.min(batch, 2)), batch + 1);
                }
            }
        }
    }

    @Test
    void joinsALastBatchOfOneToTheOneBefore() {
        FinetuneEpochs epochs = FinetuneEpochs.shuffled(9, 4, 2, STREAMS);
        assertThat(epochs.stepsPerEpoch()).isEqualTo(1);
        assertThat(epochs.parts(0)).isEqualTo(2);
        assertThat(epochs.batch(0, 0)).hasSize(4);
        assertThat(epochs.batch(0, 1)).hasSize(5);
        assertThat(FinetuneEpochs.shuffled(10, 4, 2, STREAMS).batch(1, 0)).hasSize(2);
        assertThat(FinetuneEpochs.shuffled(1, 4, 2, STREAMS).batch(7, 0)).containsExactly(0);
        assertThatThrownBy(() -> epochs.batch(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void dependsOnSeedAndPlaceAlone() {
        FinetuneEpochs one = FinetuneEpochs.shuffled(50, 8, 3, STREAMS);
        FinetuneEpochs other = FinetuneEpochs.shuffled(50, 8, 3, STREAMS);
        epoch(other, 5);
        assertThat(other.batch(7, 1)).isEqualTo(one.batch(7, 1));
        assertThat(epoch(one, 0)).isNotEqualTo(epoch(one, 1));
        assertThat(epoch(FinetuneEpochs.shuffled(50, 8, 3, new RandomStreams(1)), 0))
                .isNotEqualTo(epoch(one, 0));
    }

    @Test
    void drawsClassesAlikeAndCasesOfAClassAlike() {
        int[] labels = new int[100];
        for (int i = 0; i < 100; i++) {
            labels[i] = i < 5 ? 0 : i < 30 ? 2 : 3; // no case of class 1
        }
        FinetuneEpochs epochs = FinetuneEpochs.balanced(labels, 32, 2, STREAMS);
        int[] byClass = new int[4];
        int[] byCase = new int[100];
        for (int number = 0; number < 300; number++) {
            List<Integer> cases = epoch(epochs, number);
            assertThat(cases).hasSize(100);
            cases.forEach(one -> {
                byClass[labels[one]]++;
                byCase[one]++;
            });
        }
        assertThat(byClass[1]).isZero();
        for (int label : new int[] {0, 2, 3}) {
            assertThat(byClass[label]).isCloseTo(10_000, within(400));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(byCase[i]).isCloseTo(2_000, within(250));
        }
    }

    @Test
    void refusesNothingToDraw() {
        assertThatThrownBy(() -> FinetuneEpochs.shuffled(0, 4, 1, STREAMS)).hasMessageContaining("at least one case");
        assertThatThrownBy(() -> FinetuneEpochs.shuffled(4, 4, 0, STREAMS)).hasMessageContaining("one batch a step");
        assertThatThrownBy(() -> FinetuneEpochs.balanced(new int[0], 4, 1, STREAMS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
