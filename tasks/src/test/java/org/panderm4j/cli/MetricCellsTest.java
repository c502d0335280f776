package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricCellsTest {
    @Test
    void aFigureThatIsNotDefinedSaysSo() {
        assertThat(MetricCells.value(0.25)).isEqualTo("0.2500");
        assertThat(MetricCells.value(Double.NaN)).isEqualTo("undefined");
    }
}
