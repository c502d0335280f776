package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** The model checks of {@link GpuCheck} where there is a card; skipped where there is none. */
class GpuModelTest {
    @Test
    void everyTowerAgreesWithItsFixtures() {
        assumeTrue(GpuCheck.absence().isEmpty(), () -> GpuCheck.absence().orElseThrow());
        Findings findings = new Findings(any -> {});
        ModelChecks.run(GpuCheck.device(), findings);
        assertThat(findings.all()).hasSizeGreaterThan(100);
        assertThat(findings.failed()).isEmpty();
    }
}
