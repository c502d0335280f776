package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.engine.EngineOptions.Precision;

class EnginesTest {
    @ParameterizedTest
    @ValueSource(strings = {"auto", "samediff", "SameDiff"})
    void resolvesToTheEngineThatIsPresent(String name) {
        assertThat(Engines.resolve(new EngineOptions(name, Precision.F32, 0))).isEqualTo(Engines.SAMEDIFF);
    }

    @Test
    void refusesAnEngineThatIsNotPresent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.resolve(new EngineOptions("warp", Precision.AUTO, 0)))
                .withMessageContainingAll("warp", Engines.SAMEDIFF);
    }

    /** Before anything is loaded or written. */
    @Test
    void refusesAPrecisionThatTheEngineHasNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.resolve(new EngineOptions(EngineOptions.AUTO, Precision.BF16, 0)))
                .withMessageContainingAll(Engines.SAMEDIFF, "--precision");
    }

    @Test
    void measuresThePlainGraphByTheFastestEngine() {
        assertThat(Engines.precisions(Engines.SAMEDIFF)).containsExactly(Precision.F32);
        assertThat(Engines.peakEngine(Engines.SAMEDIFF, Precision.F32))
                .isEqualTo(Engines.present().get(0));
        try (PackedProduct product =
                Engines.products(Engines.SAMEDIFF, Precision.F32, 0).open(2, 3, 4)) {
            product.run();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.products(Engines.SAMEDIFF, Precision.BF16, 0))
                .withMessageContaining(Engines.SAMEDIFF);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.precisions("warp"))
                .withMessageContaining("warp");
    }

    @Test
    void refusesANegativeNumberOfThreads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineOptions(EngineOptions.AUTO, Precision.AUTO, -1))
                .withMessageContaining("-1");
    }
}
