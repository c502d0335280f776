package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.verify.GoldenModels;
import org.panderm4j.verify.GoldenModels.Container;

/** Every command that takes a model, with models that cannot be used: one clear message, nothing written. */
class BadModelTest {
    @TempDir
    Path folder;

    private Container container;
    private Path out;
    private Path texts;

    /** A tensor of the fixture that the network uses and whose absence leaves its sizes known: one of the last block's. */
    static String usedKey(Container container) throws IOException {
        JsonNode report = Program.run("inspect", "--json", Fixture.model(container))
                .succeeds()
                .json();
        List<String> keys = new ArrayList<>();
        for (JsonNode tensor : report.get("tensors")) {
            boolean used = tensor.get("use").textValue().equals("used");
            if (used && tensor.get("role").textValue().matches("image\\.blocks\\..*mlp\\.down\\.weight")) {
                keys.add(tensor.get("key").textValue());
            }
        }
        return keys.get(keys.size() - 1);
    }

    @BeforeEach
    void prepare() throws IOException {
        container = Fixture.any();
        out = Files.createDirectory(folder.resolve("out"));
        texts = Files.writeString(folder.resolve("texts.txt"), "one\n");
    }

    private Program run(String command, Object model, Object... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of(command));
        switch (command) {
            case "convert" -> words.addAll(List.of("--out", out.resolve("model")));
            case "verify" -> words.addAll(List.of("--reference", container.folder()));
            case "preprocess" ->
                words.addAll(List.of("--images", Fixture.pictures(container), "--out", out.resolve("a.npy")));
            case "tokenize" -> words.addAll(List.of("--file", texts, "--out", out.resolve("a.npy")));
            default -> {}
        }
        words.addAll(List.of("--model", model));
        words.addAll(List.of(more));
        Program run = Program.run(words.toArray());
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).as("files left behind").isEmpty();
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "convert", "verify", "preprocess", "tokenize"})
    void namesAMissingFile(String command) throws IOException {
        Path absent = folder.resolve("absent.safetensors");
        run(command, absent, "--offline").fails(ExitStatus.FAILED, absent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "convert", "verify", "preprocess", "tokenize"})
    void namesAnUnknownModelOffline(String command) throws IOException {
        run(command, "hf-hub:nobody/no-such-model", "--offline").fails(ExitStatus.FAILED, "nobody/no-such-model");
        run(command, "no-such-name", "--offline").fails(ExitStatus.FAILED, "no-such-name", "panderm2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert", "verify", "preprocess", "tokenize"})
    void namesAMissingTensorByItsFullKey(String command) throws IOException {
        String key = usedKey(container);
        Path model = Fixture.without(container, Files.createDirectory(folder.resolve("model")), key::equals);
        run(command, model, Fixture.details(container)).fails(ExitStatus.FAILED, key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "convert", "verify", "preprocess", "tokenize"})
    void namesATruncatedCheckpoint(String command) throws IOException {
        Path model = Fixture.truncated(container, Files.createDirectory(folder.resolve("model")));
        run(command, model, Fixture.details(container)).fails(ExitStatus.FAILED, model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "convert", "verify", "preprocess", "tokenize"})
    void namesABadArch(String command) throws IOException {
        Path absent = folder.resolve("absent.json");
        run(command, container.checkpoint(), "--arch", absent).fails(ExitStatus.FAILED, "--arch", absent);
        run(command, container.checkpoint(), "--arch", folder).fails(ExitStatus.FAILED, "--arch", folder);
        run(command, container.checkpoint(), "--arch", "{oops").fails(ExitStatus.FAILED, "--arch", "JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "convert", "verify", "preprocess", "tokenize"})
    void namesABadTextModel(String command) throws IOException {
        Path absent = folder.resolve("absent");
        run(command, container.checkpoint(), "--offline", "--text-model", absent)
                .fails(ExitStatus.FAILED, "--text-model", absent);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void namesBothSizesWhenArchContradictsThePreprocessing(int factor) throws IOException {
        Path config = container.checkpoint().resolveSibling("open_clip_config.json");
        int size = GoldenModels.json(config).path("preprocess_cfg").path("size").asInt();
        String arch = "{\"vision\": {\"image_size\": " + factor * size + ", \"heads\": 4}, \"text\": {\"heads\": 4}}";
        run("preprocess", container.checkpoint(), "--arch", arch, "--offline")
                .fails(ExitStatus.FAILED, "image_size", factor * size, size);
        String odd = arch.replace(String.valueOf(factor * size), String.valueOf(size + 1));
        run("preprocess", container.checkpoint(), "--arch", odd, "--offline")
                .fails(ExitStatus.FAILED, "image_size", size + 1, size);
    }
}
