package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.verify.GoldenModels.Container;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

class InspectCommandTest {
    /** A field of a configuration that the shapes tell as well, by family. */
    private record Wrong(String file, JsonPointer pointer, String parameter) {
        static Wrong of(String file, String pointer, String parameter) {
            return new Wrong(file, JsonPointer.compile(pointer), parameter);
        }
    }

    private static final Map<String, Wrong> CONFIGURED = Map.of(
            "openclip-vit", Wrong.of("open_clip_config.json", "/model_cfg/vision_cfg/width", "image.width"),
            "openclip-vit-bert", Wrong.of("open_clip_config.json", "/model_cfg/vision_cfg/layers", "image.layers"),
            "biomedclip", Wrong.of("open_clip_config.json", "/model_cfg/embed_dim", "image.out_dim"),
            "hf-clip", Wrong.of("config.json", "/vision_config/hidden_size", "image.width"),
            "dinov3", Wrong.of("config.json", "/num_register_tokens", "image.registers"));

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
        assertThat(report.get("hyper_parameters").findValuesAsText("name")).contains("image.width", "image.heads");
        assertThat(report.get("hyper_parameters").findValuesAsText("name").contains("text.layers"))
                .isEqualTo(!container.texts().isEmpty());
    }

    static List<Container> families() throws IOException {
        return Fixture.onePerFamily(Fixture.all());
    }

    /** Heads are in no shape, widths are. */
    @ParameterizedTest
    @MethodSource("families")
    void saysWhereSizesCameFrom(Container container) throws IOException {
        String table = Program.run("inspect", container.checkpoint(), Fixture.details(container))
                .succeeds()
                .out();
        assertThat(table).contains("family    " + Fixture.family(container));
        JsonNode given = container.arch().has("vision") ? container.arch().get("vision") : container.arch();
        assertThat(line(table, "image.width")).containsPattern(given.has("width") ? " --arch$" : "  shape of .+");
        if (given.has("heads")) {
            assertThat(line(table, "image.heads")).endsWith("  --arch");
        } else if (table.contains("image.head_width")) {
            assertThat(line(table, "image.heads")).contains("  width / ");
            assertThat(line(table, "image.head_width")).endsWith(sourceOfHeads(container));
        } else {
            assertThat(line(table, "image.heads")).endsWith(sourceOfHeads(container));
        }
    }

    private static String line(String table, String name) {
        return table.lines()
                .filter(line -> line.strip().startsWith(name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + table));
    }

    private static String sourceOfHeads(Container container) throws IOException {
        boolean openClip = Files.exists(container.checkpoint().resolveSibling("open_clip_config.json"));
        boolean configured = Files.exists(container.checkpoint().resolveSibling("config.json"));
        return openClip ? "  open_clip_config.json" : configured ? "  config.json" : "  the usual width of a head";
    }

    static List<Container> configured() throws IOException {
        return families().stream()
                .filter(container -> CONFIGURED.containsKey(Fixture.family(container)))
                .toList();
    }

    /** What the shapes tell is believed, and the user hears of a configuration that says otherwise. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("configured")
    void warnsOfAConfigurationThatContradictsTheShapes(Container container) throws IOException {
        Wrong wrong = CONFIGURED.get(Fixture.family(container));
        Fixture.copyHub(container, folder);
        ObjectMapper mapper = new ObjectMapper();
        Path config = folder.resolve(wrong.file());
        JsonNode content = mapper.readTree(config.toFile());
        ObjectNode parent = (ObjectNode) content.at(wrong.pointer().head());
        String field = wrong.pointer().last().getMatchingProperty();
        int truth = parent.get(field).intValue();
        List<String> details = Fixture.details(container);
        Path copy = folder.resolve(container.checkpoint().getFileName());
        String before = Program.run("inspect", copy, details).succeeds().out();
        assertThat(before).doesNotContain("the file wins");
        parent.put(field, truth + 8);
        mapper.writeValue(config.toFile(), content);
        String table = Program.run("inspect", copy, details).succeeds().out();
        assertThat(table)
                .containsPattern("Warnings\\R.*" + wrong.file() + " says .*" + field + " " + (truth + 8) + ".* " + truth
                        + ": the file wins")
                .contains("loadable  yes");
        assertThat(line(table, wrong.parameter())).contains(" " + truth + " ");
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
