package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** The kernel checks of {@link GpuCheck} where there is a card; skipped where there is none. */
class GpuKernelTest {
    @Test
    void everyKernelAgreesWithDoublePrecision() {
        assumeTrue(GpuCheck.absence().isEmpty(), () -> GpuCheck.absence().orElseThrow());
        Findings findings = new Findings(any -> {});
        KernelChecks.run(GpuCheck.device(), 1, findings);
        assertThat(findings.all()).hasSizeGreaterThan(200);
        assertThat(findings.failed()).isEmpty();
    }
}
