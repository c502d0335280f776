package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How the program ends, and that a row says what was found. */
class GpuCheckTest {
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return GpuCheck.run(
                new PrintStream(table, true, StandardCharsets.UTF_8),
                new PrintStream(notes, true, StandardCharsets.UTF_8),
                arguments);
    }

    @Test
    void withoutACardItIsSkippedWithTheReason() {
        assumeTrue(GpuCheck.absence().isPresent(), "there is a card");
        assertThat(run("--kernels", "--seed", "7")).isEqualTo(77);
        assertThat(table.toString(StandardCharsets.UTF_8))
                .startsWith("SKIP " + GpuCheck.absence().orElseThrow());
    }

    @Test
    void anUnknownArgumentIsNamed() {
        assertThat(run("--fast")).isEqualTo(2);
        assertThat(notes.toString(StandardCharsets.UTF_8)).contains("--kernels", "found --fast");
        assertThat(run("--seed", "x")).isEqualTo(2);
    }

    @Test
    void noNumberNeverPasses() {
        assertThat(Finding.error("kernel", "k", Double.NaN, 1).passed()).isFalse();
        assertThat(Finding.error("kernel", "k", 2, 1).row()).endsWith("| **FAIL** |");
        assertThat(Finding.error("kernel", "k", 1, 1).row()).endsWith("| PASS |");
        assertThat(Errors.relative(new float[] {Float.NaN, 1}, 1, 1)).isNaN();
        assertThat(Errors.relative(new float[] {1, 1}, Double.NaN, 1)).isNaN();
        assertThat(Errors.relative(new float[] {Float.NaN, 1}, Double.NaN, 1)).isZero();
        assertThat(Errors.angle(2, new float[] {1, 0, Float.NaN, 0}, 1, 0, 0, 1))
                .isNaN();
    }

    @Test
    void anExceptionIsAFailedRow() {
        Findings findings = new Findings(any -> {});
        findings.run("model", "m", () -> {
            throw new IllegalStateException("the card is gone");
        });
        assertThat(findings.failed())
                .singleElement()
                .extracting(Finding::measured)
                .asString()
                .contains("gone");
    }
}
