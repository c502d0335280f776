package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.run.Digests;
import org.panderm4j.verify.GoldenModels;
import org.panderm4j.verify.GoldenModels.Container;
import org.panderm4j.verify.Reference;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.open.OpenModel;

class ConvertCommandTest {
    @TempDir
    Path folder;

    static List<Container> containers() throws IOException {
        return Fixture.all();
    }

    static List<Container> families() throws IOException {
        return Fixture.onePerFamily(Fixture.all());
    }

    @ParameterizedTest
    @MethodSource("containers")
    void keepsEveryTensorBitForBit(Container container) throws IOException {
        Path out = folder.resolve("model");
        Program.run("convert", Fixture.model(container), "--out", out).succeeds();
        ModelOpener opener = new ModelOpener(System.getenv(), HubProgress.NONE);
        try (OpenModel original = opener.open(container.request());
                OpenModel converted = opener.open(ModelRequest.of(out.toString()))) {
            assertThat(converted.description()).isEqualTo(original.description());
            Weights before = original.weights();
            Weights after = converted.weights();
            assertThat(after.names()).isNotEmpty().containsExactlyInAnyOrderElementsOf(before.names());
            for (String name : before.names()) {
                assertThat(after.shape(name)).as(name).isEqualTo(before.shape(name));
                assertThat(values(after, name)).as(name).isEqualTo(values(before, name));
            }
        }
    }

    private static FloatBuffer values(Weights weights, String name) {
        long count = Arrays.stream(weights.shape(name)).reduce(1, Math::multiplyExact);
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(count));
        weights.copy(name, values);
        return values.rewind();
    }

    @ParameterizedTest
    @MethodSource("families")
    void givesTheSameFeaturesBitForBit(Container container) throws IOException {
        Path out = folder.resolve("new/model");
        String before = Digests.ofFolder(container.folder());
        Program run =
                Program.run("convert", Fixture.model(container), "--out", out).succeeds();
        assertThat(run.out()).contains("model.json", "model.safetensors", "LOAD_REPORT.md", "run.json");
        boolean texts = !container.texts().isEmpty();
        assertThat(run.out().contains("vocabulary")).isEqualTo(texts);
        assertThat(Files.exists(out.resolve("tokenizer"))).isEqualTo(texts);
        assertThat(Digests.ofFolder(container.folder())).isEqualTo(before);
        try (DermModel original = container.open();
                DermModel converted = DermModel.open(ModelRequest.of(out.toString()), EngineOptions.DEFAULT)) {
            samePictures(container, original, converted);
            if (texts) {
                sameTexts(container, original, converted);
            }
        }
        Path again = folder.resolve("again");
        Program.run("convert", "--model", out, "--out", again).succeeds();
        assertThat(again.resolve("model.safetensors")).hasSameBinaryContentAs(out.resolve("model.safetensors"));
        assertThat(again.resolve("model.json")).hasSameBinaryContentAs(out.resolve("model.json"));
    }

    /** CLIP's vocabulary does not come with a published open_clip model. */
    @Test
    void convertsAClipWithoutItsVocabularyAndSaysSo() throws IOException {
        for (Container container : Fixture.withTexts()) {
            if (container.family().equals("openclip-vit")
                    && !Files.isDirectory(container.folder().resolve("hf_text"))) {
                Path out = folder.resolve("bare");
                Program run = Program.run("convert", "--model", container.checkpoint(), "--offline", "--out", out)
                        .succeeds();
                assertThat(run.err()).contains("vocabulary", "--text-model");
                assertThat(out.resolve("LOAD_REPORT.md")).content().contains("--text-model");
                Program.run("embed-text", "--model", out, "--text", "nevus", "--out", folder.resolve("t.npy"))
                        .fails(ExitStatus.FAILED, out, "--text-model");
                Program.run(
                                "embed-text",
                                "--model",
                                out,
                                "--text-model",
                                container.folder().getParent(),
                                "--text",
                                "nevus",
                                "--out",
                                folder.resolve("t.npy"))
                        .succeeds();
                return;
            }
        }
        throw new AssertionError("no open_clip fixture with CLIP's text tower");
    }

    private static void samePictures(Container container, DermModel original, DermModel converted) throws IOException {
        Batch.Images pixels = new Reference(container.folder()).pixels().orElseThrow();
        for (String head : original.description().towers().image().heads().keySet()) {
            assertThat(converted.imageEncoder().features(pixels, head))
                    .isDeepEqualTo(original.imageEncoder().features(pixels, head));
        }
    }

    private static void sameTexts(Container container, DermModel original, DermModel converted) throws IOException {
        List<String> words = List.of("melanoma", "a photo of S\u00e9zary syndrome");
        assertThat(converted.tokenizer().rows(words))
                .isDeepEqualTo(original.tokenizer().rows(words));
        var texts = Reference.texts(container.folder().resolve("tokens.npy"));
        assertThat(converted.textFeatures(texts)).isDeepEqualTo(original.textFeatures(texts));
        assertThat(converted.logitScale()).isEqualTo(original.logitScale());
    }

    @Test
    void roundsMatricesToBFloat16() throws IOException {
        Container container = Fixture.any();
        Path exact = folder.resolve("f32");
        Path rounded = folder.resolve("bf16");
        Program.run("convert", Fixture.model(container), "--out", exact).succeeds();
        Program.run("convert", Fixture.model(container), "--out", rounded, "--dtype", "BF16")
                .succeeds();
        assertThat(Files.size(rounded.resolve("model.safetensors")))
                .isLessThan(Files.size(exact.resolve("model.safetensors")) * 6 / 10);
    }

    @Test
    void leavesARecord() throws IOException {
        Path out = folder.resolve("model");
        Program.run("convert", Fixture.model(Fixture.any()), "--out", out, "--seed", 7)
                .succeeds();
        var record = GoldenModels.json(out.resolve("run.json"));
        assertThat(record.get("command").textValue()).isEqualTo("convert");
        assertThat(record.get("seed").longValue()).isEqualTo(7);
        assertThat(record.get("options").get("--out").textValue()).isEqualTo(out.toString());
        assertThat(record.get("digests").get("model").textValue()).hasSize(64);
        assertThat(record.get("wall_seconds").isNumber()).isTrue();
    }

    /** A killed one leaves nothing under the folder's name, so going on is to begin, or to find that it is done. */
    @Test
    void goesOnWithWhatIsDone() throws IOException {
        List<String> model = Fixture.model(Fixture.any());
        Path out = folder.resolve("model");
        Program.run("convert", model, "--out", out, "--resume").succeeds();
        byte[] record = Files.readAllBytes(out.resolve("run.json"));
        Program again = Program.run("convert", model, "--out", out, "--resume").succeeds();
        assertThat(again.err()).contains("nothing to do");
        assertThat(out.resolve("run.json")).hasBinaryContent(record);
        Program.run("convert", model, "--out", out, "--resume", "--dtype", "bf16")
                .fails(ExitStatus.FAILED, out, "--dtype", "bf16");
        Program.run("convert", model, "--out", out).fails(ExitStatus.FAILED, out, "not empty");
        assertThat(out.resolve("run.json")).hasBinaryContent(record);
    }

    @Test
    void refusesAFolderWithContent() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "kept");
        Program.run("convert", Fixture.model(Fixture.any()), "--out", folder)
                .fails(ExitStatus.FAILED, folder, "not empty");
        Program.run("convert", Fixture.model(Fixture.any()), "--out", file).fails(ExitStatus.FAILED, file, "--out");
        assertThat(file).hasContent("kept");
        assertThat(names(folder)).containsExactly("mine.txt");
    }

    @Test
    void fillsAnEmptyFolder() throws IOException {
        Path out = Files.createDirectory(folder.resolve("empty"));
        Program.run("convert", Fixture.model(Fixture.any()), "--out", out).succeeds();
        assertThat(names(out)).contains("model.json");
        assertThat(names(folder)).containsExactly("empty");
    }

    @Test
    void saysWhereTheTokenizerWasLookedFor() throws IOException {
        Container container = Fixture.any();
        Path model = Files.createDirectory(folder.resolve("model"));
        Fixture.without(container, model, key -> false);
        String arch = container.folder().resolve("arch.json").toString();
        Program.run("convert", "--model", model, "--arch", arch, "--offline", "--out", folder.resolve("out"))
                .fails(ExitStatus.FAILED, "vocab.txt", "--text-model", model);
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void refusesAnotherNumberFormat() throws IOException {
        Program.run("convert", Fixture.model(Fixture.any()), "--out", folder.resolve("a"), "--dtype", "f16")
                .fails(ExitStatus.USAGE, "--dtype", "f16");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
