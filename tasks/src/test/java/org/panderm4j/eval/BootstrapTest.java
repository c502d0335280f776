package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    /** Share of the first 30 of 100 rows: its sampling distribution is binomial. */
    private static OptionalDouble share(int[] weights) {
        return OptionalDouble.of(Arrays.stream(weights, 0, 30).sum() / (double) weights.length);
    }

    @Test
    void isTheSameForASeedWhateverTheThreads() throws InterruptedException, ExecutionException {
        Optional<Bootstrap.Interval> expected = Bootstrap.of(5).interval(100, BootstrapTest::share);
        for (int threads : new int[] {1, 2, 7}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(() -> Bootstrap.of(5).interval(100, BootstrapTest::share))
                                .get())
                        .isEqualTo(expected);
            } finally {
                pool.shutdown();
            }
        }
        assertThat(new Bootstrap(6, 1000, 0.999).interval(100, BootstrapTest::share))
                .isNotEqualTo(new Bootstrap(5, 1000, 0.999).interval(100, BootstrapTest::share));
    }

    @Test
    void hasTheWidthOfTheSamplingDistribution() {
        Bootstrap.Interval interval = new Bootstrap(1, 20_000, 0.95)
                .interval(100, BootstrapTest::share)
                .orElseThrow();
        double deviation = Math.sqrt(0.3 * 0.7 / 100);
        assertThat(interval.low()).isCloseTo(0.3 - 1.96 * deviation, within(0.015));
        assertThat(interval.high()).isCloseTo(0.3 + 1.96 * deviation, within(0.015));
        assertThat(interval.resamples()).isEqualTo(20_000);
    }

    @Test
    void eachResampleHasAsManyRowsAsTheData() {
        new Bootstrap(1, 50, 0.5).interval(17, weights -> {
            assertThat(weights).hasSize(17);
            assertThat(Arrays.stream(weights).sum()).isEqualTo(17);
            return OptionalDouble.of(0);
        });
    }

    @Test
    void drawsGroupsWhole() {
        int[] groups = {7, 3, 7, 7, -1, 3};
        new Bootstrap(2, 200, 0.5).byGroup(groups).interval(6, weights -> {
            assertThat(weights[2]).isEqualTo(weights[0]);
            assertThat(weights[3]).isEqualTo(weights[0]);
            assertThat(weights[5]).isEqualTo(weights[1]);
            assertThat(weights[0] + weights[1] + weights[4]).isEqualTo(3);
            return OptionalDouble.of(0);
        });
    }

    @Test
    void groupsOfOneRowChangeNothing() {
        int[] own = IntStream.range(0, 100).map(row -> 1000 - row).toArray();
        assertThat(Bootstrap.of(5).byGroup(own).interval(100, BootstrapTest::share))
                .isEqualTo(Bootstrap.of(5).interval(100, BootstrapTest::share));
        assertThat(Bootstrap.of(5).byGroup(Collections.nCopies(100, " ")).interval(100, BootstrapTest::share))
                .isEqualTo(Bootstrap.of(5).interval(100, BootstrapTest::share));
    }

    @Test
    void widensWithTheSizeOfTheGroups() {
        // Ten rows a patient that all agree are worth a tenth of the rows: the interval is about sqrt(10) as wide.
        int[] patients = IntStream.range(0, 400).map(row -> row / 10).toArray();
        Bootstrap.Statistic oddPatients = weights -> {
            int odd = IntStream.range(0, 400)
                    .filter(row -> row / 10 % 2 == 1)
                    .map(row -> weights[row])
                    .sum();
            return OptionalDouble.of((double) odd / Arrays.stream(weights).sum());
        };
        Bootstrap.Interval single = Bootstrap.of(1).interval(400, oddPatients).orElseThrow();
        Bootstrap.Interval grouped =
                Bootstrap.of(1).byGroup(patients).interval(400, oddPatients).orElseThrow();
        double ratio = (grouped.high() - grouped.low()) / (single.high() - single.low());
        assertThat(ratio).isCloseTo(Math.sqrt(10), within(0.4));
    }

    @Test
    void groupsByNameAndKeepsThemInASubset() {
        Bootstrap bootstrap = new Bootstrap(2, 100, 0.5).byGroup(List.of("a", "b", "", "a ", "", "b"));
        bootstrap.interval(6, weights -> {
            assertThat(weights[3]).isEqualTo(weights[0]);
            assertThat(weights[5]).isEqualTo(weights[1]);
            assertThat(weights[0] + weights[1] + weights[2] + weights[4]).isEqualTo(4);
            return OptionalDouble.of(0);
        });
        bootstrap.select(new int[] {0, 2, 3}).interval(3, weights -> {
            assertThat(weights[2]).isEqualTo(weights[0]);
            assertThat(weights[0] + weights[1]).isEqualTo(2);
            return OptionalDouble.of(0);
        });
    }

    @Test
    void dropsUndefinedResamplesUntilMostAre() {
        // One row of ten is of interest: about 65 percent of the resamples hold it; two of ten rows both: 42 percent.
        Bootstrap bootstrap = Bootstrap.of(3);
        Bootstrap.Interval interval = bootstrap
                .interval(10, weights -> weights[0] > 0 ? OptionalDouble.of(weights[0]) : OptionalDouble.empty())
                .orElseThrow();
        assertThat(interval.resamples()).isBetween(550, 750);
        assertThat(bootstrap.interval(
                        10, weights -> weights[0] * weights[1] > 0 ? OptionalDouble.of(1) : OptionalDouble.empty()))
                .isEmpty();
    }

    @Test
    void saysWhatIsWrongWithItsInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bootstrap(1, 0, 0.95))
                .withMessageContaining("0 and 0.95");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(1).interval(0, BootstrapTest::share))
                .withMessageContaining("at least one row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(1).byGroup(new int[] {1, 2}).interval(3, BootstrapTest::share))
                .withMessageContaining("groups of 3 rows, found those of 2");
    }
}
