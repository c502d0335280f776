package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.verify.GoldenModels.Container;

/** The options that choose what computes, in the commands where nothing does: they are not read past. */
class IdleEngineTest {
    @TempDir
    Path folder;

    private Container container;
    private Path out;

    @BeforeEach
    void find() throws IOException {
        container = Fixture.withTexts().get(0);
        out = folder.resolve("out");
    }

    private Program run(String command, Object... more) throws IOException {
        List<Object> own = new ArrayList<>();
        switch (command) {
            case "convert" -> own.addAll(List.of("--out", out));
            case "tokenize" ->
                own.addAll(List.of("--out", out, "--file", Given.lines(folder.resolve("texts.txt"), "nevus")));
            case "preprocess" -> {
                own.addAll(List.of("--out", out, "--images"));
                own.addAll(Fixture.pictures(container));
            }
            default -> {}
        }
        return Program.run(command, Fixture.model(container), own, List.of(more));
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert", "tokenize", "preprocess", "inspect"})
    void whatCannotRunIsRefused(String command) throws IOException {
        run(command, "--engine", "nonsense").fails(ExitStatus.FAILED, "nonsense", Engines.SAMEDIFF);
        int status = command.equals("convert") ? ExitStatus.USAGE : ExitStatus.FAILED;
        run(command, "--engine", "samediff", "--precision", "tf32").fails(status, "--precision");
        assertThat(out).doesNotExist();
        run(command, "--engine", "samediff", "--precision", "f32", "--weights", "memory")
                .succeeds();
    }

    @Test
    void preprocessingWithoutAModelIsNoExcuse() throws IOException {
        Program.run(
                        List.of("preprocess", "--transform", "probe", "--out", out, "--engine", "nonsense", "--images"),
                        Fixture.pictures(container))
                .fails(ExitStatus.FAILED, "nonsense");
        assertThat(out).doesNotExist();
    }

    /** The folder would be of float32 without a word. */
    @Test
    void aConvertedFoldersNumberFormatIsAnotherOption() throws IOException {
        run("convert", "--precision", "bf16").fails(ExitStatus.USAGE, "--precision bf16", "--dtype");
        run("convert", "--precision", "bf16", "--dtype", "bf16").fails(ExitStatus.USAGE, "--precision bf16", "--dtype");
        assertThat(out).doesNotExist();
    }

    private static JsonNode finding(Program run, String word) throws IOException {
        for (JsonNode finding : run.json()) {
            if (finding.get("subject").textValue().contains(word)) {
                return finding;
            }
        }
        throw new AssertionError(run.out());
    }

    @Test
    void theDoctorTriesWhatIsAskedFor() throws IOException {
        for (String engine : Engines.present()) {
            JsonNode finding = finding(
                    Program.run("doctor", "--json", "--engine", engine).succeeds(), "engine " + engine + ", asked for");
            assertThat(finding.get("status").textValue()).isEqualTo("PASS");
            assertThat(finding.get("found").textValue()).contains(engine + " in f32");
        }
        JsonNode towers =
                finding(run("doctor", "--json", "--engine", "samediff").succeeds(), "towers");
        assertThat(towers.get("found").textValue()).contains("image runs on samediff; text runs on samediff");
    }

    @Test
    void theDoctorFailsOnWhatCannotRun() throws IOException {
        Program nonsense = Program.run("doctor", "--json", "--engine", "nonsense");
        assertThat(nonsense.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(finding(nonsense, "nonsense").get("found").textValue()).contains("no engine is called that");
        Program precise = Program.run("doctor", "--json", "--engine", "samediff", "--precision", "tf32");
        assertThat(precise.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(finding(precise, "samediff, asked for").get("status").textValue())
                .isEqualTo("FAIL");
        Program.run("doctor", "--arch", "{}").fails(ExitStatus.USAGE, "--arch", "--model");
    }
}
