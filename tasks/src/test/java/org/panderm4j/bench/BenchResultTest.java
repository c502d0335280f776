package org.panderm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.MatrixPeak;
import org.panderm4j.nn.tower.Product;

class BenchResultTest {
    /** A ViT-L/16 at 2.4 pictures a second on a machine of 370 GFLOP/s. */
    @Test
    void relatesTheRateToThePeak() {
        BenchResult result = new BenchResult(
                new Entry(Engines.SAMEDIFF, Precision.F32),
                8,
                5,
                2.4,
                123_000_000_000L,
                new MatrixPeak(new Product(1576, 1024, 4096, 1), 370e9));
        assertThat(result.gflops()).isCloseTo(295.2, withinPercentage(1e-9));
        assertThat(result.peakFraction()).isCloseTo(295.2 / 370, withinPercentage(1e-9));
    }
}
