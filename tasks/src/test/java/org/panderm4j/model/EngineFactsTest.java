package org.panderm4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.Engines;

/** What is asked of a training that goes on; what a run's record names is tested where a card is made up. */
class EngineFactsTest {
    @Test
    void cardsDifferAndTheProcessorIsWhatItWas() {
        assertThat(EngineFacts.identity(Engines.SAMEDIFF, true, () -> "JCublasBackend (Tesla T4)"))
                .containsExactly("JCublasBackend (Tesla T4)");
        assertThat(EngineFacts.identity(Engines.SAMEDIFF, false, () -> "CpuBackend"))
                .isEmpty();
        assertThat(EngineFacts.identity(Engines.ONEDNN, true, () -> "oneDNN 3.13"))
                .isEmpty();
    }
}
