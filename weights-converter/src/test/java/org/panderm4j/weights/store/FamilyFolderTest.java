package org.panderm4j.weights.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.mapping.Mapping;
import org.panderm4j.weights.mapping.TinyFiles;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.open.OpenModel;
import org.panderm4j.weights.store.TextSettings.Kind;

/** A model of every family, from its checkpoint into our folder and back. */
class FamilyFolderTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    static List<String> families() {
        return Mapping.families();
    }

    private ModelOpener opener() {
        return new ModelOpener(
                Map.of(
                        "HF_HUB_OFFLINE",
                        "1",
                        "HF_HUB_CACHE",
                        folder.resolve("cache").toString()),
                HubProgress.NONE);
    }

    private ModelRequest request(String family) throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        return ModelRequest.of(TinyFiles.write(family, model.resolve("model.safetensors"))
                        .toString())
                .withArch(TinyFiles.arch(family));
    }

    private Path vocabularies() throws IOException {
        Path words = Files.createDirectories(folder.resolve("words"));
        Files.writeString(words.resolve("vocab.txt"), "[PAD]\n");
        Files.writeString(words.resolve("tokenizer.json"), "{}");
        return words;
    }

    private Path convert(ModelRequest request) throws IOException {
        Path out = folder.resolve("out");
        convert(request, out);
        return out;
    }

    private void convert(ModelRequest request, Path out) throws IOException {
        try (OpenModel model = opener().open(request)) {
            Optional<Path> tokenizer =
                    model.description().text().isPresent() ? Optional.of(model.tokenizerFolder()) : Optional.empty();
            ModelFolder.write(
                    out,
                    new ModelFolder.Content(model.description(), model.weights(), tokenizer, model.report()),
                    DType.F32);
        }
    }

    private static float[] values(Weights weights, String name) {
        long elements = 1;
        for (long axis : weights.shape(name)) {
            elements *= axis;
        }
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(elements));
        weights.copy(name, values);
        return values.array();
    }

    @ParameterizedTest
    @MethodSource("families")
    void keepsEverything(String family) throws IOException {
        ModelRequest request = request(family).withTextModel(vocabularies());
        Path out = convert(request);
        // --arch that was needed for the checkpoint may be repeated.
        try (OpenModel before = opener().open(request);
                OpenModel after = opener().open(ModelRequest.of(out.toString()).withArch(TinyFiles.arch(family)))) {
            assertThat(after.description()).isEqualTo(before.description());
            assertThat(after.description().family()).isEqualTo(family);
            assertThat(after.weights().names())
                    .containsExactlyInAnyOrderElementsOf(before.weights().names());
            for (String name : before.weights().names()) {
                assertThat(values(after.weights(), name)).as(name).isEqualTo(values(before.weights(), name));
            }
            assertThat(Files.exists(out.resolve(ModelFolder.TOKENIZER)))
                    .isEqualTo(before.description().text().isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "panderm2, WORDPIECE",
        "openclip-vit-bert, WORDPIECE",
        "biomedclip, WORDPIECE",
        "openclip-vit, BYTEPAIR",
        "timm-clip, BYTEPAIR",
        "hf-clip, BYTEPAIR",
    })
    void eachFamilyHasItsTokenizer(String family, Kind kind) throws IOException {
        try (OpenModel model = opener().open(request(family))) {
            assertThat(model.description().text()).map(TextSettings::tokenizer).contains(kind);
            assertThat(model.description().text()).map(TextSettings::endPadded).contains(false);
            assertThatThrownBy(model::tokenizerFolder)
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContainingAll(Vocabularies.expected(kind), "--text-model");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"<|endoftext|>\"", "{\"content\": \"<|endoftext|>\"}", "\"!\"", "null"})
    void padsAsTheTokenizersSettingsSay(String token) throws IOException {
        ModelRequest request = request("hf-clip");
        Files.writeString(folder.resolve("model/tokenizer_config.json"), "{\"pad_token\": " + token + "}");
        try (OpenModel model = opener().open(request)) {
            assertThat(model.description().text()).map(TextSettings::endPadded).contains(token.contains("endoftext"));
        }
    }

    @Test
    void looksForBytePairsInGivenFolderThenBesideTheModelThenInTheCache() throws IOException {
        ModelRequest request = request("openclip-vit");
        Path cached = folder.resolve("cache/models--openai--clip-vit-large-patch14");
        Files.createDirectories(cached.resolve("refs"));
        Files.writeString(cached.resolve("refs/main"), COMMIT);
        Path snapshot = Files.createDirectories(cached.resolve("snapshots").resolve(COMMIT));
        Files.writeString(snapshot.resolve("vocab.json"), "{}");
        Files.writeString(snapshot.resolve("merges.txt"), "");
        try (OpenModel model = opener().open(request)) {
            assertThat(model.tokenizerFolder()).isEqualTo(snapshot);
        }
        Path own = Files.writeString(folder.resolve("model/bpe_simple_vocab_16e6.txt.gz"), "");
        try (OpenModel model = opener().open(request)) {
            assertThat(model.tokenizerFolder()).isEqualTo(own.getParent());
        }
        Path given = vocabularies();
        try (OpenModel model = opener().open(request.withTextModel(given))) {
            assertThat(model.tokenizerFolder()).isEqualTo(given);
        }
    }

    private void configure(String preprocess) throws IOException {
        Files.createDirectories(folder.resolve("model"));
        Files.writeString(
                folder.resolve("model/open_clip_config.json"),
                "{\"model_cfg\": {}, \"preprocess_cfg\": " + preprocess + "}");
    }

    @Test
    void aTowerThatKnowsItsSizeOverrulesTheConfigurations() throws IOException {
        configure("{\"size\": 16, \"interpolation\": \"bilinear\"}");
        try (OpenModel model = opener().open(request("openclip-vit"))) {
            assertThat(model.description().preprocessing().height()).isEqualTo(8);
            assertThat(model.description().preprocessing().interpolation()).isEqualTo("bilinear");
            assertThat(model.report().warnings())
                    .anyMatch(one -> one.contains("preprocess_cfg.size 16 x 16") && one.contains("8 x 8"));
        }
    }

    @Test
    void readsTheImageProcessorBesideAModel() throws IOException {
        ModelRequest request = request("hf-clip");
        Path file = folder.resolve("model/preprocessor_config.json");
        Files.writeString(file, "{\"size\": 8, \"crop_size\": 8, \"do_center_crop\": true, \"image_mean\": [0, 0, 1]}");
        try (OpenModel model = opener().open(request)) {
            assertThat(model.description().preprocessing().mean()).containsExactly(0.0, 0.0, 1.0);
        }
        Files.writeString(file, "{\"resample\": 0}");
        assertThatThrownBy(() -> opener().open(request))
                .hasMessageContainingAll("preprocessor_config.json", "resample");
    }

    @ParameterizedTest
    @CsvSource({"openclip-vit, true", "hf-clip, false"})
    void aConvertedModelKeepsItsActivation(String family, boolean quick) throws IOException {
        Path out = convert(request(family).withTextModel(vocabularies()));
        ModelRequest converted = ModelRequest.of(out.toString());
        assertThatThrownBy(() -> opener().open(converted.withQuickGelu(Optional.of(quick))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--quick-gelu", "model.json", "convert");
    }

    /** The same options for a checkpoint and for what it was converted to: both take them, or neither does. */
    @ParameterizedTest
    @MethodSource("families")
    void aConvertedModelTakesTheChoiceOfItsConversionAlone(String family) throws IOException {
        ModelRequest request = request(family).withTextModel(vocabularies());
        boolean chooses = Mapping.choosesActivation(family, "image") || Mapping.choosesActivation(family, "text");
        assertThat(chooses).isEqualTo(family.contains("openclip") || family.contains("-clip"));
        for (boolean quick : new boolean[] {true, false}) {
            Optional<Boolean> choice = Optional.of(quick);
            Path out = folder.resolve("out-" + quick);
            ModelRequest converted = ModelRequest.of(out.toString());
            if (chooses) {
                convert(request.withQuickGelu(choice), out);
                opener().open(converted.withQuickGelu(choice)).close();
                assertThatThrownBy(() -> opener().open(converted.withQuickGelu(Optional.of(!quick))))
                        .hasMessageContainingAll("--quick-gelu", "model.json", "convert");
            } else {
                convert(request, out);
                for (ModelRequest one : List.of(request, converted)) {
                    assertThatThrownBy(() -> opener().open(one.withQuickGelu(choice)))
                            .hasMessageContainingAll("--quick-gelu", "family " + family, "leave it at auto");
                }
            }
        }
    }

    @Test
    void aConvertedModelMayBeAskedForTheActivationItHas() throws IOException {
        Path out = convert(request("hf-clip").withTextModel(vocabularies()));
        try (OpenModel model = opener().open(ModelRequest.of(out.toString()).withQuickGelu(Optional.of(true)))) {
            assertThat(model.report().complete()).isTrue();
        }
    }
}
