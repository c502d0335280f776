package org.panderm4j.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.MersenneTwister;

class StratifiedSplitTest {
    private static int[] labels(int... counts) {
        return IntStream.range(0, counts.length)
                .flatMap(label -> IntStream.generate(() -> label).limit(counts[label]))
                .toArray();
    }

    @Test
    void everyRowIsInOnePartAndSharesAreKept() {
        for (int seed = 0; seed < 40; seed++) {
            int[] labels = labels(7 + seed, 31 - seed / 2, 5);
            StratifiedSplit.Parts parts = new StratifiedSplit(0.2).split(labels, new MersenneTwister(seed));
            int test = (int) Math.ceil(0.2 * labels.length);
            assertThat(parts.test()).hasSize(test);
            assertThat(IntStream.concat(Arrays.stream(parts.train()), Arrays.stream(parts.test()))
                            .sorted())
                    .containsExactlyElementsOf(
                            IntStream.range(0, labels.length).boxed().toList());
            for (int label = 0; label < 3; label++) {
                int own = label;
                long all = Arrays.stream(labels).filter(one -> one == own).count();
                long trained = Arrays.stream(parts.train())
                        .filter(row -> labels[row] == own)
                        .count();
                assertThat((double) trained)
                        .isBetween(
                                Math.floor((double) all * (labels.length - test) / labels.length),
                                Math.ceil((double) all * (labels.length - test) / labels.length));
            }
        }
    }

    /** Two classes with the same remainder, of which a permutation chooses one. */
    @Test
    void tiesAreBrokenByAPermutation() {
        int[] labels = labels(5, 5);
        boolean[] first = new boolean[2];
        for (int seed = 0; seed < 20; seed++) {
            StratifiedSplit.Parts parts = new StratifiedSplit(0.25).split(labels, new MersenneTwister(seed));
            int zeros = (int)
                    Arrays.stream(parts.train()).filter(row -> labels[row] == 0).count();
            assertThat(zeros).isBetween(3, 4);
            first[zeros - 3] = true;
        }
        assertThat(first).containsExactly(true, true);
    }

    @Test
    void refusesWhatCannotBeSplit() {
        MersenneTwister generator = new MersenneTwister(0);
        assertThatThrownBy(() -> new StratifiedSplit(1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> new StratifiedSplit(0.5).split(labels(9, 1), generator))
                .hasMessageContaining("class 1")
                .hasMessageContaining("found 1");
        assertThatThrownBy(() -> new StratifiedSplit(0.1).split(labels(5, 4), generator))
                .hasMessageContaining("found 8 to train on and 1 to test");
    }
}
