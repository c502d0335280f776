package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is demanded of kernels on a card holds of their emulations, so that a check that fails there is not itself wrong. */
class KernelChecksTest {
    private final Findings findings = new Findings(row -> {});

    @Test
    void theEmulationsPass() {
        try (EmulatedCard card = new EmulatedCard(1L << 30)) {
            KernelChecks.run(card, 5, 77, findings);
            assertThat(card.held()).isZero();
        }
        assertThat(findings.all()).hasSizeGreaterThan(240);
        assertThat(findings.failed()).isEmpty();
    }

    /** A card whose memory holds nothing of what is written makes each of them fail. */
    @Test
    void aCardThatDoesNothingFails() {
        try (EmulatedCard card = EmulatedCard.idle(1L << 30)) {
            KernelChecks.run(card, 5, 5, findings);
        }
        assertThat(findings.all()).hasSizeGreaterThan(240);
        assertThat(findings.all())
                .filteredOn(Finding::passed)
                .extracting(one -> one.name().toLowerCase(Locale.ROOT))
                .isEmpty();
    }
}
