package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.Tensors;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.report.LoadReport.TensorLine;
import org.panderm4j.weights.report.LoadReport.Use;

class PanDerm2MappingTest {
    private static final String QUERY = "text.transformer.encoder.layer.0.attention.self.query.weight";
    private static final String KEY = "text.transformer.encoder.layer.0.attention.self.key.weight";

    @TempDir
    Path folder;

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static ModelConfigs configs(String openClip, String bert, String arch) throws IOException {
        return new ModelConfigs(
                openClip.isEmpty() ? MissingNode.getInstance() : json(openClip),
                MissingNode.getInstance(),
                bert.isEmpty() ? MissingNode.getInstance() : json(bert),
                arch.isEmpty() ? MissingNode.getInstance() : json(arch),
                Optional.empty());
    }

    private Checkpoint open(TinyCheckpoint model) throws IOException {
        return Checkpoint.open(model.write(folder.resolve("model.safetensors")));
    }

    private Mapping load(TinyCheckpoint model) throws IOException {
        try (Checkpoint checkpoint = open(model)) {
            return Mapping.load(checkpoint, configs("", "", TinyModel.ARCH), false);
        }
    }

    private LoadReport inspect(TinyCheckpoint model) throws IOException {
        try (Checkpoint checkpoint = open(model)) {
            return Mapping.inspect(checkpoint, configs("", "", TinyModel.ARCH)).report();
        }
    }

    private void refused(TinyCheckpoint model, String... words) {
        assertThatThrownBy(() -> load(model), "%s", String.join(" ", words))
                .isInstanceOf(MappingException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining(folder.resolve("model.safetensors").toString())
                .message()
                .doesNotContain("\n");
    }

    private static float[] values(Weights weights, String name) {
        int elements = 1;
        for (long axis : weights.shape(name)) {
            elements *= (int) axis;
        }
        FloatBuffer values = FloatBuffer.allocate(elements);
        weights.copy(name, values);
        return values.array();
    }

    @Test
    void readsTheSizesFromTheShapes() throws IOException {
        Mapping mapping = load(new TinyModel(1));
        assertThat(mapping.family()).isEqualTo("panderm2");
        assertThat(mapping.towers().image().stem())
                .isEqualTo(new PatchStem(
                        TinyModel.IMAGE,
                        TinyModel.PATCH,
                        TinyModel.WIDTH,
                        true,
                        0,
                        new Positions.Table(),
                        Optional.empty()));
        assertThat(mapping.towers().image().blocks())
                .hasSize(2)
                .allMatch(block -> block.attention().heads() == 2);
        assertThat(mapping.towers().text().orElseThrow().blocks())
                .hasSize(1)
                .allMatch(block -> block.attention().heads() == 4);
        assertThat(mapping.towers().text().orElseThrow().stem())
                .isEqualTo(new TokenStem(
                        12, 10, 2, TinyModel.WIDTH, Optional.of(new Norm(1e-12)), new TextEnd.Padding(0)));
        assertThat(mapping.towers().embedding()).isEqualTo(TinyModel.OUTPUT);
        assertThat(mapping.contextLength()).contains(256);
        assertThat(mapping.report().complete()).isTrue();
        assertThat(mapping.report().tensors()).hasSameSizeAs(new TinyModel(1).keys());
    }

    @Test
    void copiesJoinsFlattensAndUnwraps() throws IOException {
        try (Checkpoint checkpoint = open(new TinyModel(2))) {
            Weights weights = Mapping.load(checkpoint, configs("", "", TinyModel.ARCH), false)
                    .weights();
            assertThat(weights.shape("image.stem.class")).containsExactly(1, TinyModel.WIDTH);
            assertThat(weights.shape("image.stem.patch.weight"))
                    .containsExactly(TinyModel.WIDTH, 3L * TinyModel.PATCH * TinyModel.PATCH);
            assertThat(weights.shape("text.blocks.0.attention.qkv.weight"))
                    .containsExactly(3L * TinyModel.WIDTH, TinyModel.WIDTH);
            float[] joined = values(weights, "text.blocks.0.attention.qkv.weight");
            float[] query = Tensors.floats(checkpoint.tensors().get(QUERY));
            float[] key = Tensors.floats(checkpoint.tensors().get(KEY));
            assertThat(joined).startsWith(query);
            assertThat(joined).containsSequence(key);
            assertThat(joined[query.length]).isEqualTo(key[0]);
            assertThat(values(weights, "image.stem.patch.weight"))
                    .isEqualTo(Tensors.floats(checkpoint.tensors().get("visual.patch_embed.proj.weight")));
        }
    }

    @Test
    void takesTheParallelWrappersPrefixOff() throws IOException {
        Mapping mapping = load(new TinyModel(3).rename(key -> "module." + key));
        assertThat(mapping.report().complete()).isTrue();
        assertThat(mapping.report().tensors()).allMatch(line -> line.key().startsWith("module."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model"})
    void readsWeightsInsideAnotherDictionary(String wrapper) throws IOException {
        Path file = new TinyModel(4).writeWrapped(folder.resolve("epoch_3.pt"), wrapper);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            LoadReport report = Mapping.load(checkpoint, configs("", "", TinyModel.ARCH), false)
                    .report();
            assertThat(report.complete()).isTrue();
            assertThat(report.beside()).anyMatch(one -> one.startsWith("epoch"));
        }
    }

    @Test
    void readsTheOldNamesOfLayerNorm() throws IOException {
        TinyCheckpoint old = new TinyModel(5)
                .rename(key ->
                        key.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"));
        assertThat(old.keys()).anyMatch(key -> key.endsWith("LayerNorm.gamma"));
        assertThat(load(old).report().complete()).isTrue();
    }

    @Test
    void ignoresWhatHoldsNothing() throws IOException {
        LoadReport report = load(new TinyModel(6)
                        .put("text.transformer.embeddings.position_ids", 1, 10)
                        .put("text.transformer.pooler.dense.bias", TinyModel.WIDTH))
                .report();
        assertThat(report.tensors())
                .filteredOn(line -> line.use() == Use.IGNORED)
                .extracting(TensorLine::key)
                .containsExactlyInAnyOrder(
                        "text.transformer.embeddings.position_ids", "text.transformer.pooler.dense.bias");
    }

    @Test
    void refusesAnUnexpectedKeyUnlessAllowed() throws IOException {
        TinyCheckpoint model = new TinyModel(7).put("visual.extra.weight", 3);
        refused(model, "visual.extra.weight", "--allow-unexpected");
        try (Checkpoint checkpoint = open(model)) {
            LoadReport report = Mapping.load(checkpoint, configs("", "", TinyModel.ARCH), true)
                    .report();
            assertThat(report.unexpected()).containsExactly("visual.extra.weight");
            assertThat(report.loadable(true)).isTrue();
            assertThat(report.loadable(false)).isFalse();
        }
    }

    /** Every tensor on its own, whatever else of the checkpoint tells sizes. */
    @Test
    void namesEachMissingKeyInFull() throws IOException {
        for (String key : new TinyModel(8).keys()) {
            refused(new TinyModel(8).remove(key), key, "missing");
        }
    }

    @Test
    void listsAllThatIsMissing() throws IOException {
        String first = "visual.blocks.1.mlp.fc1.weight";
        String second = "text.transformer.encoder.layer.0.output.dense.bias";
        TinyCheckpoint model = new TinyModel(9).remove(first).remove(second);
        assertThat(inspect(model).missing()).extracting(LoadReport.Finding::key).containsExactly(first, second);
        refused(model, first, "1 more");
    }

    @Test
    void namesAMisshapedKeyWithBothShapes() throws IOException {
        String key = "visual.blocks.1.mlp.fc1.weight";
        TinyCheckpoint model = new TinyModel(10).put(key, 5, 8);
        refused(model, key, "[16, 8]", "[5, 8]");
        assertThat(inspect(model).misshaped()).singleElement().satisfies(one -> {
            assertThat(one.key()).isEqualTo(key);
            assertThat(one.expected()).isEqualTo("[16, 8]");
            assertThat(one.found()).isEqualTo("[5, 8]");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "visual.rel_pos_bias.relative_position_bias_table",
                "visual.blocks.0.attn.relative_position_bias_table",
                "visual.blocks.1.attn.relative_position_index"
            })
    void refusesRelativePositions(String key) {
        refused(new TinyModel(11).put(key, 3), key, "relative position");
    }

    @Test
    void tellsTheThreeProjectionsApart() throws IOException {
        assertThat(projection(new TinyModel(12))).isInstanceOf(Projection.TwoLayer.class);
        TinyCheckpoint linear = new TinyModel(12)
                .remove("text.proj.0.weight")
                .remove("text.proj.2.weight")
                .put("text.proj.weight", TinyModel.OUTPUT, TinyModel.WIDTH);
        assertThat(projection(linear)).isEqualTo(new Projection.Linear(TinyModel.OUTPUT, false));
        TinyCheckpoint none = new TinyModel(12)
                .remove("text.proj.0.weight")
                .remove("text.proj.2.weight")
                .put("visual.head.weight", TinyModel.WIDTH, TinyModel.WIDTH)
                .put("visual.head.bias", TinyModel.WIDTH);
        assertThat(projection(none)).isEqualTo(new Projection.None());
    }

    private Projection projection(TinyCheckpoint model) throws IOException {
        Mapping mapping = load(model);
        assertThat(mapping.report().complete()).isTrue();
        return mapping.towers().text().orElseThrow().head(Tower.EMBEDDING).projection();
    }

    @Test
    void readsASecondNormWithItsOwnWeights() throws IOException {
        Mapping mapping = load(new TinyModel(13)
                .put("visual.fc_norm.weight", TinyModel.WIDTH)
                .put("visual.fc_norm.bias", TinyModel.WIDTH));
        assertThat(mapping.towers().image().head(Tower.EMBEDDING).pooledNorm()).isEqualTo(PooledNorm.OWN_WEIGHTS);
        assertThat(mapping.weights().names()).contains("image.head.pooled_norm.weight", "image.head.norm.weight");
        assertThat(mapping.report().warnings()).anyMatch(one -> one.contains("fc_norm"));
    }

    @Test
    void shapesWinOverTheTextModelsConfiguration() throws IOException {
        String bert = "{\"hidden_size\": 768, \"vocab_size\": 12, \"num_attention_heads\": 4, \"pad_token_id\": 3}";
        try (Checkpoint checkpoint = open(new TinyModel(14))) {
            Mapping mapping = Mapping.load(checkpoint, configs("", bert, "{\"vision\": {\"heads\": 2}}"), false);
            assertThat(mapping.towers().text().orElseThrow().width()).isEqualTo(TinyModel.WIDTH);
            assertThat(mapping.towers()
                            .text()
                            .orElseThrow()
                            .blocks()
                            .get(0)
                            .attention()
                            .heads())
                    .isEqualTo(4);
            assertThat(((TokenStem) mapping.towers().text().orElseThrow().stem()).end())
                    .isEqualTo(new TextEnd.Padding(3));
            assertThat(mapping.report().warnings())
                    .singleElement()
                    .satisfies(one -> assertThat(one).contains("hidden_size", "768", "8"));
        }
    }

    @ParameterizedTest
    @CsvSource({"hidden_act, relu", "position_embedding_type, relative_key"})
    void refusesATextModelThatIsComputedOtherwise(String field, String value) throws IOException {
        try (Checkpoint checkpoint = open(new TinyModel(15))) {
            ModelConfigs configs = configs("", "{\"" + field + "\": \"" + value + "\"}", TinyModel.ARCH);
            assertThatThrownBy(() -> Mapping.load(checkpoint, configs, false))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContainingAll(field, value);
        }
    }

    @Test
    void asksForHeadsThatCannotBeTold() throws IOException {
        try (Checkpoint checkpoint = open(new TinyModel(16))) {
            ModelConfigs nothing = configs("", "", "");
            assertThatThrownBy(() -> Mapping.load(checkpoint, nothing, false))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining("heads")
                    .hasMessageContaining("--arch");
        }
    }

    @Test
    void refusesBadValuesInArch() throws IOException {
        try (Checkpoint checkpoint = open(new TinyModel(17))) {
            ModelConfigs bad = configs("", "", TinyModel.ARCH.replace("2", "\"two\""));
            assertThatThrownBy(() -> Mapping.load(checkpoint, bad, false))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining("--arch")
                    .hasMessageContaining("image.heads")
                    .hasMessageContaining("two");
        }
    }

    @Test
    void contextLengthComesFromTheConfiguration() throws IOException {
        String openClip = "{\"model_cfg\": {\"text_cfg\": {\"context_length\": 9}}}";
        try (Checkpoint checkpoint = open(new TinyModel(18))) {
            assertThat(Mapping.load(checkpoint, configs(openClip, "", TinyModel.ARCH), false)
                            .contextLength())
                    .contains(9);
            assertThat(Mapping.load(checkpoint, configs("{}", "", TinyModel.ARCH), false)
                            .contextLength())
                    .contains(77);
        }
    }

    private void refusedWith(String openClip, String bert, String arch, String... words) throws IOException {
        try (Checkpoint checkpoint = open(new TinyModel(19))) {
            ModelConfigs configs = configs(openClip, bert, arch);
            assertThatThrownBy(() -> Mapping.load(checkpoint, configs, false))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining(checkpoint.file().toString())
                    .hasMessageContainingAll(words);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'vision': {'heads': 2, 'type': 'timm-vit'}, 'text': {'heads': 4}}; panderm-cae; timm-vit",
                "{'vision': {'heads': 2}, 'text': {'heads': 4, 'type': 'clip'}}; bert; clip",
                "{'type': 'panderm-v1', 'heads': 2}; type; vision",
                "{'heads': 2}; heads; vision",
                "{'vision': 2}; image tower; found 2",
                "{'vision': {'heads': 4294967298}, 'text': {'heads': 4}}; image.heads; 4294967298",
                "{'vision': {'heads': 3}, 'text': {'heads': 4}}; heads 3; width 8",
                "{'vision': {'heads': 2, 'image_size': 16}, 'text': {'heads': 4}}; visual.pos_embed; 8 x 8",
                "{'vision': {'heads': 2, 'patch_size': 2}, 'text': {'heads': 4}}; visual.p; found",
                "{'vision': {'heads': 2, 'width': 16}, 'text': {'heads': 4}}; visual.; found",
                "{'vision': {'heads': 2, 'layers': 3}, 'text': {'heads': 4}}; visual.blocks.2; missing",
                "{'vision': {'heads': 2, 'layers': 1}, 'text': {'heads': 4}}; visual.blocks.1; unexpected",
                "{'vision': {'heads': 2, 'mlp_ratio': 3}, 'text': {'heads': 4}}; mlp.fc1.weight; [24, 8]",
                "{'vision': {'heads': 2, 'out_dim': 5}, 'text': {'heads': 4}}; 5; 6",
                "{'vision': {'heads': 2}, 'text': {'heads': 4, 'width': 16}}; 16; found",
                "{'vision': {'heads': 2}, 'text': {'heads': 4, 'layers': 2}}; encoder.layer.1; missing",
            })
    void refusesAnArchThatTheKeysContradict(String arch, String first, String second) throws IOException {
        refusedWith("", "", arch.replace('\'', '"'), first, second);
    }

    @Test
    void archOverridesWhatNoShapeTells() throws IOException {
        String arch = "{\"vision\": {\"type\": \"panderm-cae\", \"heads\": 4, \"eps\": 1e-3},"
                + " \"text\": {\"type\": \"bert\", \"heads\": 2, \"eps\": 1e-4, \"context_length\": 7}}";
        String bert = "{\"model_type\": \"bert\", \"num_attention_heads\": 8, \"layer_norm_eps\": 1e-12}";
        String openClip = "{\"model_cfg\": {\"text_cfg\": {\"context_length\": 9}}}";
        try (Checkpoint checkpoint = open(new TinyModel(20))) {
            Mapping mapping = Mapping.load(checkpoint, configs(openClip, bert, arch), false);
            Tower image = mapping.towers().image();
            Tower text = mapping.towers().text().orElseThrow();
            assertThat(image.blocks()).allMatch(block -> block.attention().heads() == 4 && block.eps() == 1e-3);
            assertThat(image.heads().values()).allMatch(head -> head.eps() == 1e-3);
            assertThat(text.blocks()).allMatch(block -> block.attention().heads() == 2 && block.eps() == 1e-4);
            assertThat(((TokenStem) text.stem()).norm()).contains(new Norm(1e-4));
            assertThat(mapping.contextLength()).contains(7);
        }
    }

    @Test
    void refusesATextModelOfAnotherKind() throws IOException {
        refusedWith("", "{\"model_type\": \"roberta\"}", TinyModel.ARCH, "model_type", "roberta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"strip_sep_token\":true}", "{\"clean\":\"canonicalize\"}"})
    void refusesTokenizerOptionsThatGiveOtherIds(String options) throws IOException {
        String openClip = "{\"model_cfg\": {\"text_cfg\": {\"tokenizer_kwargs\": " + options + "}}}";
        refusedWith(openClip, "", TinyModel.ARCH, "tokenizer_kwargs", options);
    }

    @Test
    void refusesTwoKeysForOneParameter() {
        String key = "text.transformer.embeddings.LayerNorm.";
        refused(new TinyModel(21).put(key + "gamma", TinyModel.WIDTH), key + "weight", key + "gamma");
    }

    @Test
    void refusesPatchesThatAreNotSquare() {
        refused(new TinyModel(22).put("visual.patch_embed.proj.weight", TinyModel.WIDTH, 12, 2, 2), "square", "12");
    }

    @Test
    void showsNamesOutOfAFileInOneLine() throws IOException {
        refused(new TinyModel(23).put("visual.\u001b[2J\nextra", 1), "\\u001b[2J\\u000aextra");
    }

    @Test
    void warnsOfLayersThatTheTextModelsConfigurationHasMoreOf() throws IOException {
        String bert = "{\"num_hidden_layers\": 3, \"intermediate_size\": 16, \"num_attention_heads\": 4}";
        try (Checkpoint checkpoint = open(new TinyModel(24))) {
            assertThat(Mapping.load(checkpoint, configs("", bert, TinyModel.ARCH), false)
                            .report()
                            .warnings())
                    .singleElement()
                    .satisfies(one -> assertThat(one).contains("num_hidden_layers 3", "says 1"));
        }
    }
}
