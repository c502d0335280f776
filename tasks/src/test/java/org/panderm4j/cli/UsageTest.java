package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @Test
    void withoutArgumentsPrintsTheHelpAndFails() {
        Program run = Program.run();
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.out()).contains("Usage: panderm").contains("inspect");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void helpIsAResult() {
        Program run = Program.run("--help").succeeds();
        assertThat(run.out()).contains("Usage: panderm").contains("convert").contains("Research use only");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "convert", "verify", "preprocess", "tokenize", "bench", "doctor", "models"})
    void explainsEachCommandInBothWays(String command) {
        Program help = Program.run("help", command).succeeds();
        assertThat(help.out()).contains("Usage: panderm " + command).contains("--offline");
        assertThat(Program.run(command, "--help").succeeds().out()).isEqualTo(help.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "convert", "verify", "preprocess", "tokenize", "bench", "doctor", "models"})
    void namesAnUnknownOption(String command) {
        Program.run(command, "--no-such-option").fails(ExitStatus.USAGE, "--no-such-option", "panderm " + command);
    }

    @Test
    void namesAnUnknownCommandAndTheOneThatWasMeant() {
        Program.run("inspekt").fails(ExitStatus.USAGE, "unknown command 'inspekt'", "inspect");
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        Program.run("tokenize", "--modle", "x").fails(ExitStatus.USAGE, "unknown option '--modle'", "--model");
    }

    @Test
    void namesAnArgumentTooMany() {
        Program.run("inspect", "a", "b").fails(ExitStatus.USAGE, "unexpected argument 'b'");
        Program.run("tokenize", "stray").fails(ExitStatus.USAGE, "'stray'");
        Program.run("help", "inspekt").fails(ExitStatus.USAGE, "inspekt");
    }

    @Test
    void namesAMissingOption() {
        Program.run("tokenize", "--model", "x", "--file", "y").fails(ExitStatus.USAGE, "--out");
    }

    @Test
    void namesAnOptionsBadValue() {
        Program.run("doctor", "--precision", "f7").fails(ExitStatus.USAGE, "--precision", "f7");
        Program.run("doctor", "--batch-size", "many").fails(ExitStatus.USAGE, "--batch-size", "many");
    }

    @Test
    void showsTheStackTraceOnRequest() {
        Program run = Program.run("inspect", "no-such-model", "--offline", "--verbose");
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err()).contains("no-such-model").contains("\tat ");
    }
}
