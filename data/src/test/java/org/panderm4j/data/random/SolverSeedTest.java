package org.panderm4j.data.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SolverSeedTest {
    @Test
    void isTheSecondOfTwoBoundedNumbers() {
        assertThat(SolverSeed.of(42)).isEqualTo(1273642419);
    }

    @Test
    void drawsOfOneGeneratorGoOn() {
        MersenneTwister shared = new MersenneTwister(42);
        int first = SolverSeed.next(shared);
        assertThat(first).isEqualTo(SolverSeed.of(42));
        assertThat(SolverSeed.next(shared)).isNotEqualTo(first);
    }

    @Test
    void boundedNumbersReachBothEndsAndTakeNothingForZero() {
        MersenneTwister generator = new MersenneTwister(1);
        MersenneTwister untouched = new MersenneTwister(1);
        assertThat(generator.atMost(0)).isZero();
        boolean[] seen = new boolean[6];
        for (int i = 0; i < 200; i++) {
            seen[generator.atMost(5)] = true;
        }
        assertThat(seen).containsOnly(true);
        generator = new MersenneTwister(1);
        generator.atMost(0);
        assertThat(generator.nextInt()).isEqualTo(untouched.nextInt());
        assertThat(generator.atMost(Integer.MAX_VALUE)).isNotNegative();
        MersenneTwister last = generator;
        assertThatThrownBy(() -> last.atMost(-1)).hasMessageContaining("-1");
    }
}
