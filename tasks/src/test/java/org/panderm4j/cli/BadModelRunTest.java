package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.verify.GoldenModels;
import org.panderm4j.verify.GoldenModels.Container;

/** The commands that run a model, with models that cannot be used: one clear message, nothing written. */
class BadModelRunTest {
    @TempDir
    Path folder;

    private Container container;
    private Path out;

    @BeforeEach
    void prepare() throws IOException {
        container = Fixture.any();
        out = Files.createDirectory(folder.resolve("out"));
    }

    private Program run(String command, Object model, Object... more) throws IOException {
        Path picture = Fixture.pictures(container).get(0);
        Path csv = Given.lines(folder.resolve("in/set.csv"), "path,label,caption", picture + ",0,a mole");
        List<Object> words = new ArrayList<>(List.of(command, "--model", model, "--quiet"));
        words.addAll(
                switch (command) {
                    case "embed" -> List.of("--images", picture, "--out", out.resolve("run"));
                    case "embed-text" -> List.of("--text", "a mole", "--out", out.resolve("a.npy"));
                    case "classify" -> List.of(picture, "--labels", "nevus,melanoma");
                    case "zero-shot" -> List.of("--dataset", "ph2=" + csv, "--out", out.resolve("run"));
                    default -> List.of("--csv", csv, "--caption-column", "caption", "--out", out.resolve("run"));
                });
        words.addAll(List.of(more));
        Program run = Program.run(words.toArray());
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).as("left behind by " + command).isEmpty();
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "embed-text", "classify", "zero-shot", "retrieve"})
    void namesAMissingFileAndAnUnknownModel(String command) throws IOException {
        Path absent = folder.resolve("absent.safetensors");
        run(command, absent, "--offline").fails(ExitStatus.FAILED, absent);
        run(command, "hf-hub:nobody/no-such-model", "--offline").fails(ExitStatus.FAILED, "nobody/no-such-model");
        run(command, "no-such-name", "--offline").fails(ExitStatus.FAILED, "no-such-name", "panderm2");
    }

    @ParameterizedTest
    @CsvSource({
        "embed,image",
        "embed-text,text",
        "classify,image",
        "classify,text",
        "zero-shot,image",
        "zero-shot,text",
        "retrieve,image",
        "retrieve,text",
        "embed,text",
        "embed-text,image"
    })
    void namesAMissingTensorByItsFullKey(String command, String tower) throws IOException {
        String key = lastKey(tower);
        Path model = Fixture.without(container, Files.createDirectory(folder.resolve("model")), key::equals);
        run(command, model, Fixture.details(container)).fails(ExitStatus.FAILED, key);
    }

    /** A feature that is no number would pass for one in whatever reads the file. */
    @ParameterizedTest
    @CsvSource({"embed,image", "embed-text,text"})
    void refusesFeaturesThatAreNotFinite(String command, String tower) throws IOException {
        String key = lastKey(tower);
        Path model = Fixture.overflowing(container, Files.createDirectory(folder.resolve("model")), key::equals);
        run(command, model, Fixture.details(container)).fails(ExitStatus.FAILED, "not finite");
    }

    /** The weight of a layer of the last block, whose absence leaves the sizes known. */
    private String lastKey(String tower) throws IOException {
        List<String> keys = new ArrayList<>();
        Program.run("inspect", "--json", Fixture.model(container))
                .succeeds()
                .json()
                .get("tensors")
                .forEach(tensor -> {
                    String role = tensor.get("role").textValue();
                    if (role.matches(tower + "\\.blocks\\..*mlp\\.down\\.weight")) {
                        keys.add(tensor.get("key").textValue());
                    }
                });
        return keys.get(keys.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "embed-text", "classify", "zero-shot", "retrieve"})
    void namesADamagedCheckpoint(String command) throws IOException {
        Path model = Fixture.truncated(container, Files.createDirectory(folder.resolve("model")));
        run(command, model, Fixture.details(container)).fails(ExitStatus.FAILED, model);
        Path absurd = folder.resolve("absurd.safetensors");
        ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                absurd,
                header.putLong(1L << 60)
                        .put("{}".getBytes(StandardCharsets.UTF_8))
                        .array());
        run(command, absurd, "--offline").fails(ExitStatus.FAILED, absurd);
        Files.write(absurd, new byte[0]);
        run(command, absurd, "--offline").fails(ExitStatus.FAILED, absurd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "embed-text", "classify", "zero-shot", "retrieve"})
    void refusesAPickleThatRunsCode(String command) throws IOException {
        Path trace = folder.resolve("trace");
        Path evil = folder.resolve("evil.bin");
        String program = "cposix\nsystem\n(S'touch " + trace + "'\ntR.";
        Files.writeString(evil, program, StandardCharsets.US_ASCII);
        run(command, evil, "--offline").fails(ExitStatus.FAILED, evil);
        assertThat(trace).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "classify", "zero-shot", "retrieve"})
    void namesBothSizesWhenArchContradictsThePreprocessing(String command) throws IOException {
        Path config = container.checkpoint().resolveSibling("open_clip_config.json");
        int size = GoldenModels.json(config).path("preprocess_cfg").path("size").asInt();
        List<String> words = new ArrayList<>(Fixture.details(container));
        int arch = words.indexOf("--arch");
        words.set(
                arch + 1,
                "{\"vision\":{\"image_size\":" + 2 * size + ",\"heads\":4},\"text\":{\"heads\":4},\"note\":1}");
        run(command, container.checkpoint(), words).fails(ExitStatus.FAILED, "image_size", 2 * size, size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed-text", "classify", "zero-shot", "retrieve"})
    void namesAMissingVocabulary(String command) throws IOException {
        Path text = Files.createDirectory(folder.resolve("text"));
        Path own = container.folder().resolve("hf_text");
        Files.copy(own.resolve("config.json"), text.resolve("config.json"));
        List<String> words = new ArrayList<>(Fixture.details(container));
        words.set(words.indexOf("--text-model") + 1, text.toString());
        run(command, container.checkpoint(), words).fails(ExitStatus.FAILED, text, "vocab");
    }
}
