package org.panderm4j.weights.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.hub.HubException;
import org.panderm4j.weights.hub.HubModelId;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.mapping.MappingException;
import org.panderm4j.weights.mapping.TinyModel;
import org.panderm4j.weights.store.ModelFolder;
import org.panderm4j.weights.store.Preprocessing;

class ModelOpenerTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String IMAGE_HEADS = "{\"vision\": {\"heads\": 2}}";
    private static final String BERT = "{\"num_attention_heads\": 4, \"pad_token_id\": 1}";
    private static final String CONFIG = """
            {"model_cfg": {"text_cfg": {"context_length": 9, "hf_model_name": "lab/tiny-bert",
              "hf_tokenizer_name": "lab/tiny-bert"}},
             "preprocess_cfg": {"size": %d}}
            """;

    @TempDir
    Path folder;

    private ModelOpener opener() {
        return new ModelOpener(Map.of("HF_HUB_CACHE", cache().toString()), HubProgress.NONE);
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private static ModelRequest request(Object model, String arch) throws IOException {
        return ModelRequest.of(model.toString())
                .withArch(new ObjectMapper().readTree(arch))
                .withOffline(true);
    }

    /** The snapshot of a model in the cache, as the Hugging Face tools lay it out. */
    private Path snapshot(String id) throws IOException {
        Path model = cache().resolve("models--" + id.replace("/", "--"));
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), COMMIT);
        return Files.createDirectories(model.resolve("snapshots").resolve(COMMIT));
    }

    /** A model whose text model lies in the cache under a name of its own. */
    private void cacheModel(String id) throws IOException {
        Path model = snapshot(id);
        new TinyModel(1).write(model.resolve("open_clip_model.safetensors"));
        Files.writeString(model.resolve("open_clip_config.json"), String.format(CONFIG, TinyModel.IMAGE));
        Path text = snapshot("lab/tiny-bert");
        Files.writeString(text.resolve("config.json"), BERT);
        TinyModel.writeVocabulary(text);
    }

    private void checkCached(OpenModel model) throws IOException {
        assertThat(model.report().complete()).isTrue();
        assertThat(model.file()).startsWith(cache());
        assertThat(model.description().text().orElseThrow().contextLength()).isEqualTo(9);
        assertThat(model.description()
                        .towers()
                        .text()
                        .orElseThrow()
                        .blocks()
                        .get(0)
                        .attention()
                        .heads())
                .isEqualTo(4);
        assertThat(((TokenStem) model.description()
                                .towers()
                                .text()
                                .orElseThrow()
                                .stem())
                        .end())
                .isEqualTo(new TextEnd.Padding(1));
        assertThat(model.tokenizerFolder().resolve("vocab.txt")).exists();
        assertThat(model.tokenizerFolder()).startsWith(cache().resolve("models--lab--tiny-bert"));
    }

    @Test
    void opensAModelInTheCacheByItsIdentifier() throws IOException {
        cacheModel("lab/derm");
        for (String name : new String[] {"hf-hub:lab/derm", "hf-hub:lab/derm@main", "hf-hub:lab/derm@" + COMMIT}) {
            try (OpenModel model = opener().open(request(name, IMAGE_HEADS))) {
                checkCached(model);
            }
        }
    }

    @Test
    void opensAModelInTheCacheByItsShortName() throws IOException {
        for (ShortName known : ShortName.all()) {
            if (known.hub().isPresent()) {
                cacheModel(known.hub().get().path());
                try (OpenModel model = opener().open(request(known.name(), IMAGE_HEADS))) {
                    checkCached(model);
                }
            }
        }
        assertThat(ShortName.find("panderm2").flatMap(ShortName::hub))
                .contains(HubModelId.parse("redlessone/PanDerm2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"panderm-large", "panderm-base"})
    void saysHowToGetAModelThatLiesOnNoHub(String name) throws IOException {
        ModelRequest known = request(name, IMAGE_HEADS);
        assertThatThrownBy(() -> opener().open(known))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(name, "no hub", "download", ".pth", "--model");
    }

    @Test
    void namesAModelThatIsNotInTheCache() throws IOException {
        ModelRequest absent = request("hf-hub:lab/absent", IMAGE_HEADS);
        assertThatThrownBy(() -> opener().open(absent))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("lab/absent", "--offline");
    }

    @Test
    void namesAModelThatIsNothing() throws IOException {
        ModelRequest unknown = request("no-such-name", IMAGE_HEADS);
        assertThatThrownBy(() -> opener().open(unknown))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContainingAll("no-such-name", "panderm2", "hf-hub:");
    }

    @Test
    void findsTheTextModelOfAFolderInTheCache() throws IOException {
        cacheModel("lab/other");
        Path model = Files.createDirectory(folder.resolve("model"));
        new TinyModel(2).write(model.resolve("open_clip_model.safetensors"));
        Files.writeString(model.resolve("open_clip_config.json"), String.format(CONFIG, TinyModel.IMAGE));
        try (OpenModel open = opener().open(request(model, IMAGE_HEADS))) {
            assertThat(open.description()
                            .towers()
                            .text()
                            .orElseThrow()
                            .blocks()
                            .get(0)
                            .attention()
                            .heads())
                    .isEqualTo(4);
            assertThat(open.tokenizerFolder()).startsWith(cache());
        }
    }

    @Test
    void aGivenTextModelComesBeforeTheCache() throws IOException {
        cacheModel("lab/derm");
        Path text = Files.createDirectory(folder.resolve("text"));
        Files.writeString(text.resolve("config.json"), BERT.replace("4", "8"));
        TinyModel.writeVocabulary(text);
        try (OpenModel open =
                opener().open(request("hf-hub:lab/derm", IMAGE_HEADS).withTextModel(text))) {
            assertThat(open.description()
                            .towers()
                            .text()
                            .orElseThrow()
                            .blocks()
                            .get(0)
                            .attention()
                            .heads())
                    .isEqualTo(8);
            assertThat(open.tokenizerFolder()).isEqualTo(text);
        }
    }

    @Test
    void saysWhereItLookedForAVocabulary() throws IOException {
        Path file = new TinyModel(3).write(folder.resolve("tiny.safetensors"));
        try (OpenModel open = opener().open(request(file, TinyModel.ARCH))) {
            assertThatThrownBy(open::tokenizerFolder)
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContainingAll("vocab.txt", folder.toString(), cache().toString(), "--text-model");
            assertThat(open.description().preprocessing()).isEqualTo(Preprocessing.openAi(TinyModel.IMAGE));
        }
    }

    @Test
    void takesTheOnlyCheckpointOfAFolderAndAsksWhereThereAreSeveral() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        new TinyModel(4).write(model.resolve("one.safetensors"));
        try (OpenModel open = opener().open(request(model, TinyModel.ARCH))) {
            assertThat(open.file()).isEqualTo(model.resolve("one.safetensors"));
        }
        new TinyModel(5).write(model.resolve("two.safetensors"));
        ModelRequest both = request(model, TinyModel.ARCH);
        assertThatThrownBy(() -> opener().open(both))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContainingAll("one.safetensors", "two.safetensors");
    }

    @Test
    void namesBothSizesWhereArchContradictsThePreprocessing() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        new TinyModel(6).write(model.resolve("open_clip_model.safetensors"));
        Files.writeString(model.resolve("open_clip_config.json"), String.format(CONFIG, TinyModel.IMAGE));
        for (int size : new int[] {16, 9}) {
            String arch = TinyModel.ARCH.replace("\"heads\": 2", "\"heads\": 2, \"image_size\": " + size);
            ModelRequest contradiction = request(model, arch);
            assertThatThrownBy(() -> opener().open(contradiction))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContainingAll("image_size " + size, TinyModel.IMAGE + " x " + TinyModel.IMAGE);
        }
    }

    @Test
    void inspectsWhatCannotBeOpened() throws IOException {
        Path file = new TinyModel(7).remove("visual.norm.bias").write(folder.resolve("tiny.safetensors"));
        try (OpenModel open = opener().inspect(request(file, TinyModel.ARCH))) {
            assertThat(open.report().missing()).hasSize(1);
        }
        ModelRequest incomplete = request(file, TinyModel.ARCH);
        assertThatThrownBy(() -> opener().open(incomplete)).hasMessageContaining("visual.norm.bias");
    }

    @Test
    void findsTheTextModelsConfigurationBesideTheModel() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        new TinyModel(8).write(model.resolve("open_clip_model.safetensors"));
        Files.writeString(model.resolve("config.json"), BERT.replace("}", ", \"vocab_size\": 12}"));
        try (OpenModel open = opener().open(request(model, IMAGE_HEADS))) {
            assertThat(open.description()
                            .towers()
                            .text()
                            .orElseThrow()
                            .blocks()
                            .get(0)
                            .attention()
                            .heads())
                    .isEqualTo(4);
        }
        Files.writeString(model.resolve("config.json"), "{\"model_type\": \"clip\", \"projection_dim\": 512}");
        try (OpenModel open = opener().open(request(model, TinyModel.ARCH.replace("4", "2")))) {
            assertThat(open.description()
                            .towers()
                            .text()
                            .orElseThrow()
                            .blocks()
                            .get(0)
                            .attention()
                            .heads())
                    .isEqualTo(2);
        }
    }

    @Test
    void namesTheConfigurationWhosePreprocessingItDoesNotUnderstand() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        new TinyModel(9).write(model.resolve("open_clip_model.safetensors"));
        Files.writeString(model.resolve("open_clip_config.json"), "{\"preprocess_cfg\": {\"size\": \"8\"}}");
        ModelRequest odd = request(model, TinyModel.ARCH);
        assertThatThrownBy(() -> opener().open(odd))
                .isInstanceOf(MappingException.class)
                .hasMessageContainingAll("open_clip_config.json", "size", "\"8\"");
    }

    @Test
    void namesAFileThatIsNoJson() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        new TinyModel(10).write(model.resolve("open_clip_model.safetensors"));
        for (byte[] bytes : new byte[][] {{'{'}, {'"', (byte) 0xFF, '"'}}) {
            Files.write(model.resolve("open_clip_config.json"), bytes);
            ModelRequest broken = request(model, TinyModel.ARCH);
            assertThatThrownBy(() -> opener().open(broken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("open_clip_config.json", "not valid JSON");
        }
    }

    @Test
    void asksTheCacheForTheShardsOfAnIndex() throws IOException {
        Path model = snapshot("lab/sharded");
        String shard = "open_clip_model-00001-of-00001.safetensors";
        TinyModel tiny = new TinyModel(11);
        String map = tiny.keys().stream()
                .map(key -> "\"" + key + "\": \"" + shard + "\"")
                .collect(Collectors.joining(","));
        Files.writeString(model.resolve("open_clip_model.safetensors.index.json"), "{\"weight_map\": {" + map + "}}");
        ModelRequest sharded = request("hf-hub:lab/sharded", TinyModel.ARCH);
        assertThatThrownBy(() -> opener().open(sharded))
                .isInstanceOf(HubException.class)
                .hasMessageContaining(shard);
        tiny.write(model.resolve(shard));
        try (OpenModel open = opener().open(sharded)) {
            assertThat(open.report().complete()).isTrue();
        }
    }

    @Test
    void takesTheOnlyCheckpointOfAModelOnTheHub() throws IOException {
        Path model = snapshot("lab/odd");
        Path file = new TinyModel(12).write(model.resolve("epoch_30.safetensors"));
        try (OpenModel open = opener().open(request("hf-hub:lab/odd", TinyModel.ARCH))) {
            assertThat(open.file()).isEqualTo(file);
        }
        new TinyModel(12).write(model.resolve("epoch_31.safetensors"));
        ModelRequest both = request("hf-hub:lab/odd", TinyModel.ARCH);
        assertThatThrownBy(() -> opener().open(both))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContainingAll("lab/odd", "epoch_30", "epoch_31");
    }

    @Test
    void aConvertedModelKeepsItsVocabularyUnlessAnotherIsGiven() throws IOException {
        Path file = new TinyModel(13).write(folder.resolve("tiny.safetensors"));
        Path words = folder.resolve("words");
        TinyModel.writeVocabulary(words);
        Path converted = folder.resolve("converted");
        try (OpenModel open = opener().open(request(file, TinyModel.ARCH).withTextModel(words))) {
            ModelFolder.write(
                    converted,
                    new ModelFolder.Content(open.description(), open.weights(), Optional.of(words), open.report()),
                    DType.F32);
        }
        ModelRequest request = ModelRequest.of(converted.toString());
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (OpenModel open = opener().open(request.withTextModel(empty))) {
            assertThat(open.tokenizerFolder()).isEqualTo(converted.resolve(ModelFolder.TOKENIZER));
        }
        try (OpenModel open = opener().open(request.withTextModel(words))) {
            assertThat(open.tokenizerFolder()).isEqualTo(words);
        }
        ModelRequest nowhere = request.withTextModel(folder.resolve("nowhere"));
        assertThatThrownBy(() -> opener().open(nowhere))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContainingAll("--text-model", "nowhere");
    }
}
