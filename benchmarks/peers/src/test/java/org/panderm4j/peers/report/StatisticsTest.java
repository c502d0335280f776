package org.panderm4j.peers.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theMedianIsInTheMiddleWhateverTheOrder() {
        assertThat(Statistics.median(5, 1, 3)).isEqualTo(3);
        assertThat(Statistics.median(4, 1, 3, 2)).isEqualTo(2.5);
        assertThat(Statistics.median(7)).isEqualTo(7);
    }

    @Test
    void quantilesLieBetweenNeighbours() {
        assertThat(Statistics.quantile(0, 3, 1, 2)).isEqualTo(1);
        assertThat(Statistics.quantile(1, 3, 1, 2)).isEqualTo(3);
        assertThat(Statistics.quantile(0.25, 10, 20, 30, 40)).isCloseTo(17.5, within(1e-12));
    }

    @Test
    void theSpreadIsRelativeToTheMedian() {
        assertThat(Statistics.spread(1, 2, 3, 4, 5)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(Statistics.spread(2, 2, 2)).isZero();
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(Statistics::median)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 values");
    }

    @Test
    void theCallersArrayStaysAsItIs() {
        double[] values = {3, 1, 2};
        Statistics.median(values);
        assertThat(values).containsExactly(3, 1, 2);
    }
}
