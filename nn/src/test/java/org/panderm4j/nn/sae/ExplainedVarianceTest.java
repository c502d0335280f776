package org.panderm4j.nn.sae;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExplainedVarianceTest {
    @Test
    void isTheShareOfTheSpread() {
        assertThat(ExplainedVariance.of(1, 4, 100)).isEqualTo(0.75);
        assertThat(ExplainedVariance.of(8, 4, 100)).isEqualTo(-1);
    }

    @Test
    void rowsThatAreAllAlikeHaveNone() {
        assertThat(ExplainedVariance.of(1, 0, 0)).isNaN();
        assertThat(ExplainedVariance.of(1, 0, 3)).isNaN();
        assertThat(ExplainedVariance.of(1, 2e-16, 3)).as("what rounding leaves").isNaN();
        assertThat(ExplainedVariance.of(1, -2e-16, 3)).isNaN();
    }
}
