package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.verify.GoldenModels.Container;

/** The options that choose what computes, and what a run says of it. */
class EngineOptionsTest {
    @TempDir
    Path folder;

    private Container container;

    @BeforeEach
    void find() throws IOException {
        container = Fixture.any();
    }

    private Program embed(String out, Object... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of("embed", Fixture.model(container), "--quiet"));
        words.addAll(List.of("--out", folder.resolve(out), "--images", Fixture.pictures(container)));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private JsonNode versions(String out) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(out).resolve("run.json").toFile())
                .path("versions");
    }

    @Test
    void everyEngineGivesTheSameFeaturesAndIsNamed() throws IOException {
        for (String engine : Engines.present()) {
            embed(engine, "--engine", engine).succeeds();
            assertThat(versions(engine).path("engine").asText()).isEqualTo(engine);
            assertThat(versions(engine).path("precision").asText()).isEqualTo("f32");
        }
        embed("auto").succeeds();
        assertThat(versions("auto").path("engine").asText())
                .isEqualTo(Engines.present().get(0));
        float[][] expected = Given.rows(folder.resolve("auto/embeddings.npy"));
        for (String engine : Engines.present()) {
            float[][] found = Given.rows(folder.resolve(engine).resolve("embeddings.npy"));
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bf16", "BF16", "bf16-math", "Bf16-Math"})
    void precisionsGoByTheirLabels(String label) throws IOException {
        Precision precision = label.contains("-") ? Precision.BF16_MATH : Precision.BF16;
        if (!Engines.has(Engines.present().get(0), precision)) {
            embed("one", "--precision", label).fails(ExitStatus.FAILED, precision.label(), "--precision");
            return;
        }
        embed("one", "--precision", label).succeeds();
        assertThat(versions("one").path("precision").asText()).isEqualTo(precision.label());
    }

    @Test
    void whatIsNotThereIsNamedWithWhatIs() throws IOException {
        embed("none", "--engine", "cuda").fails(ExitStatus.FAILED, "cuda", Engines.SAMEDIFF);
        embed("none", "--engine", "samediff", "--precision", "bf16")
                .fails(ExitStatus.FAILED, "samediff", "--precision");
        embed("none", "--precision", "f7").fails(ExitStatus.USAGE, "--precision", "f7", "bf16-math");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    /** The rows before would be of another kind than the rows after. */
    @Test
    void aRunDoesNotGoOnInAnotherPrecision() throws IOException {
        assumeThat(Engines.has(Engines.ONEDNN, Precision.BF16)).as("bf16").isTrue();
        embed("one").succeeds();
        embed("one", "--resume", "--precision", "bf16").fails(ExitStatus.FAILED, "one");
    }
}
