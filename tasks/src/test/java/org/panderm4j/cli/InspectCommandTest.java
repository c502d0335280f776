package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.verify.GoldenModels.Container;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

class InspectCommandTest {
    @TempDir
    Path folder;

    static List<Container> containers() throws IOException {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void accountsForEveryTensor(Container container) throws IOException {
        JsonNode report = Program.run("inspect", container.checkpoint(), "--json", Fixture.details(container))
                .succeeds()
                .json();
        assertThat(report.get("loadable").booleanValue()).isTrue();
        assertThat(report.get("file").textValue())
                .isEqualTo(container.checkpoint().toString());
        assertThat(report.get("missing")).isEmpty();
        assertThat(report.get("unexpected")).isEmpty();
        assertThat(report.get("misshaped")).isEmpty();
        try (Checkpoint checkpoint = Checkpoint.open(container.checkpoint())) {
            assertThat(report.get("tensors").findValuesAsText("key"))
                    .containsExactlyElementsOf(checkpoint.tensors().keySet());
        }
        assertThat(report.get("hyper_parameters")).isNotEmpty().allSatisfy(one -> {
            assertThat(one.get("value").textValue()).isNotEmpty();
            assertThat(one.get("source").textValue()).isNotEmpty();
        });
        assertThat(report.get("hyper_parameters").findValuesAsText("name"))
                .contains("image.width", "image.heads", "text.layers");
    }

    @Test
    void tableHasTheSameContent() throws IOException {
        Container container = Fixture.any();
        JsonNode report = Program.run("inspect", container.checkpoint(), "--json", Fixture.details(container))
                .json();
        String table =
                Program.run("inspect", Fixture.model(container)).succeeds().out();
        assertThat(table)
                .contains("loadable  yes")
                .contains(report.get("family").textValue());
        assertThat(report.get("tensors").findValuesAsText("key"))
                .allSatisfy(key -> assertThat(table).contains(key));
        assertThat(report.get("hyper_parameters").findValuesAsText("source"))
                .allSatisfy(source -> assertThat(table).contains(source));
    }

    @Test
    void listsWhatIsMissing() throws IOException {
        Container container = Fixture.any();
        String key = BadModelTest.usedKey(container);
        Path model = Fixture.without(container, folder, key::equals);
        JsonNode report = Program.run("inspect", model, "--json", Fixture.details(container))
                .succeeds()
                .json();
        assertThat(report.get("loadable").booleanValue()).isFalse();
        assertThat(report.get("missing").findValuesAsText("key")).containsExactly(key);
    }

    @Test
    void refusesAnUnknownFamilyInOneLine() throws IOException {
        Path file = folder.resolve("other.safetensors");
        new SafetensorsWriter()
                .add("conv1.weight", DType.F32, new long[] {1}, target -> target.put(1))
                .write(file);
        Program.run("inspect", file).fails(ExitStatus.FAILED, file, "conv1.weight");
    }

    @Test
    void wantsOneModel() {
        Program.run("inspect").fails(ExitStatus.USAGE, "--model");
        Program.run("inspect", "a", "--model", "b").fails(ExitStatus.USAGE, "'a'", "'b'");
    }

    @Test
    void readsAConvertedFolder() throws IOException {
        Container container = Fixture.any();
        Path out = folder.resolve("converted");
        Program.run("convert", Fixture.model(container), "--out", out).succeeds();
        JsonNode report = Program.run("inspect", out, "--json").succeeds().json();
        assertThat(report.get("loadable").booleanValue()).isTrue();
        assertThat(report.get("hyper_parameters").findValuesAsText("name"))
                .contains("image.width", "image.heads", "text.layers");
        assertThat(Files.exists(out.resolve("run.json"))).isTrue();
    }
}
