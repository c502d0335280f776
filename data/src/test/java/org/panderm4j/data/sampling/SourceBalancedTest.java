package org.panderm4j.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;

class SourceBalancedTest {
    private static final RandomStreams STREAMS = new RandomStreams(12);

    /** Pairs 0 to 6, 7 to 9, and 10 to 39. */
    private static final List<int[]> MEMBERS = List.of(
            IntStream.range(0, 7).toArray(),
            IntStream.range(7, 10).toArray(),
            IntStream.range(10, 40).toArray());

    private static int source(int pair) {
        return pair < 7 ? 0 : pair < 10 ? 1 : 2;
    }

    @Test
    void everyBatchHasItsQuotas() {
        int[] quotas = SourceQuotas.equal(3, 8);
        assertThat(quotas).containsExactly(3, 3, 2);
        Sampler sampler = new SourceBalanced(MEMBERS, quotas, STREAMS);
        assertThat(sampler.stepsPerEpoch()).isEqualTo(5);
        for (int step = 0; step < 50; step++) {
            int[] counts = new int[3];
            Arrays.stream(sampler.batch(step)).forEach(pair -> counts[source(pair)]++);
            assertThat(counts).containsExactly(3, 3, 2);
        }
    }

    @Test
    void theLastBatchIsCutToTheNumberOfPairs() {
        Sampler sampler = new SourceBalanced(MEMBERS, SourceQuotas.equal(3, 9), STREAMS);
        assertThat(sampler.stepsPerEpoch()).isEqualTo(5);
        for (int epoch = 0; epoch < 4; epoch++) {
            int first = 5 * epoch;
            int[] sizes = IntStream.range(first, first + 5)
                    .map(step -> sampler.batch(step).length)
                    .toArray();
            assertThat(sizes).containsExactly(9, 9, 9, 9, 4);
        }
    }

    /** The same by going through the lists one after the other, as the specification tells it. */
    @Test
    void positionsAreThoseOfAReplay() {
        RandomGenerator random = STREAMS.stream("cases");
        for (int round = 0; round < 30; round++) {
            int[] quotas = {random.nextInt(20), random.nextInt(20), 1 + random.nextInt(20)};
            Sampler sampler = new SourceBalanced(MEMBERS, quotas, STREAMS);
            Replay replay = new Replay(quotas);
            List<int[]> batches = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                int[] full = replay.next();
                batches.add(sampler.batch(step));
                assertThat(full).contains(batches.get(step));
                boolean last = step % sampler.stepsPerEpoch() == sampler.stepsPerEpoch() - 1;
                if (!last) {
                    assertThat(batches.get(step)).containsExactlyInAnyOrder(full);
                }
            }
            // Asked for at once, and in any order, they are the same.
            int step = random.nextInt(40);
            assertThat(new SourceBalanced(MEMBERS, quotas, STREAMS).batch(step)).isEqualTo(batches.get(step));
        }
    }

    @Test
    void aSourceGivesAllItsPairsBeforeAnyComesAgain() {
        Sampler sampler = new SourceBalanced(MEMBERS, new int[] {2, 5, 1}, STREAMS);
        Map<Integer, Integer> counts = new HashMap<>();
        // 5 steps of 8 make an epoch, none of which is cut.
        for (int step = 0; step < 21; step++) {
            Arrays.stream(sampler.batch(step)).forEach(pair -> counts.merge(pair, 1, Integer::sum));
        }
        assertThat(IntStream.range(0, 7).map(counts::get).toArray()).containsOnly(6);
        assertThat(IntStream.range(7, 10).map(counts::get).toArray()).containsOnly(35);
        assertThat(IntStream.range(10, 40).filter(counts::containsKey)).hasSize(21);
    }

    @Test
    void anEmptyQuotaLeavesItsSourceOut() {
        Sampler sampler = new SourceBalanced(MEMBERS, new int[] {0, 4, 4}, STREAMS);
        for (int step = 0; step < 20; step++) {
            assertThat(IntStream.of(sampler.batch(step))).allMatch(pair -> source(pair) > 0);
        }
    }

    @Test
    void sharesAreRoundedDownAndTheRestGoesToTheFirst() {
        List<String> names = List.of("a", "b", "c");
        assertThat(SourceQuotas.of(names, Map.of("a", 0.5, "b", 0.3, "c", 0.2), 16))
                .containsExactly(9, 4, 3);
        assertThat(SourceQuotas.of(names, Map.of("a", 0.33, "b", 0.33, "c", 0.33), 64))
                .containsExactly(22, 21, 21);
        assertThat(SourceQuotas.of(names, Map.of("a", 0.0, "b", 0.25, "c", 0.75), 64))
                .containsExactly(0, 16, 48);
        // In binary, 100 * 0.29 is a little less than 29.
        assertThat(SourceQuotas.of(List.of("a", "b"), Map.of("b", 0.29, "a", 0.71), 100))
                .containsExactly(72, 28);
        assertThat(SourceQuotas.equal(3, 11)).containsExactly(4, 4, 3);
    }

    @Test
    void sharesThatMakeNoSenseAreRefused() {
        List<String> names = List.of("a", "b");
        refused(names, Map.of("a", 1.0), "\"b\"");
        refused(names, Map.of("a", 0.5, "b", 0.5, "d", 0.0), "\"d\"");
        refused(names, Map.of("a", 0.9, "b", 0.5), "1.4");
        refused(names, Map.of("a", 0.2, "b", 0.3), "0.5");
        refused(names, Map.of("a", -0.5, "b", 1.0), "-0.5");
        refused(names, Map.of("a", Double.NaN, "b", 1.0), "NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceQuotas.equal(5, 4))
                .withMessageContainingAll("batch of 4", "5 sources", "--batch-size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceBalanced(MEMBERS, new int[] {1, 2}, STREAMS))
                .withMessageContaining("[7, 3, 30]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceBalanced(MEMBERS, new int[] {0, 0, 0}, STREAMS));
    }

    private static void refused(List<String> names, Map<String, Double> shares, String found) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceQuotas.of(names, shares, 32))
                .withMessageContaining(found);
    }

    /** Sources that go through their lists step by step. */
    private static final class Replay {
        private final int[] quotas;
        private final List<Deque<Integer>> lists = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
        private final int[] cycles = new int[3];

        Replay(int[] quotas) {
            this.quotas = quotas;
        }

        int[] next() {
            List<Integer> batch = new ArrayList<>();
            for (int source = 0; source < 3; source++) {
                for (int i = 0; i < quotas[source]; i++) {
                    if (lists.get(source).isEmpty()) {
                        shuffle(source);
                    }
                    batch.add(lists.get(source).remove());
                }
            }
            return batch.stream().mapToInt(Integer::intValue).toArray();
        }

        private void shuffle(int source) {
            int[] members = MEMBERS.get(source);
            RandomGenerator random = STREAMS.stream("source-order", source, cycles[source]++);
            for (int place : Permutation.of(members.length, random)) {
                lists.get(source).add(members[place]);
            }
        }
    }
}
