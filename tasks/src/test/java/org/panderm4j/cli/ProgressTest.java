package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @AfterEach
    void noTerminal() {
        System.clearProperty("panderm.terminal");
    }

    private Progress progress(boolean terminal, boolean quiet) {
        System.setProperty("panderm.terminal", Boolean.toString(terminal));
        PrintStream messages = new PrintStream(shown, true, StandardCharsets.UTF_8);
        return new Progress(new Console(messages, messages), quiet, "pretrain", "steps", 200);
    }

    @Test
    void showsTheNoteBehindTheTimeLeftAndNeverWraps() throws InterruptedException {
        Progress progress = progress(true, false);
        progress.reach(100);
        Thread.sleep(250);
        progress.reach(150, () -> "loss 2.5");
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .startsWith("\r\u001b[?7l[" + "#".repeat(22) + " ".repeat(8) + "] pretrain: 150 / 200 steps, ")
                .containsPattern("a second, \\d+ s left, loss 2\\.5\u001b")
                .endsWith("\u001b[K\u001b[?7h");
    }

    @Test
    void asksForNoNoteThatIsNotShown() throws InterruptedException {
        Progress line = progress(false, false);
        Progress quiet = progress(true, true);
        Thread.sleep(250);
        for (Progress one : new Progress[] {line, quiet}) {
            one.reach(1, () -> {
                throw new AssertionError("not due");
            });
        }
        assertThat(shown.size()).isZero();
    }
}
