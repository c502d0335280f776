package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.report.LoadReport.TensorLine;
import org.panderm4j.weights.report.LoadReport.Use;

/** PanDerm v1, DINOv3 in both forms, BiomedGPT. */
class VisionOnlyTest extends MappingTestBase {
    private static final String JOINT = "{'heads': 2, 'image_size': 16}";

    private Tower image(TinyCheckpoint model, String arch) throws IOException {
        return load(model, arch).towers().image();
    }

    private static Block block(Tower tower) {
        return tower.blocks().get(0);
    }

    @Test
    void leavesWhatBelongsToPreTraining() throws IOException {
        TinyCheckpoint model = TinyModels.panDerm(1)
                .rename(key -> "encoder." + key)
                .put("decoder.blocks.0.norm1.weight", 3)
                .put("teacher.blocks.0.attn.q_bias", 3)
                .put("regressor_and_decoder.x", 3)
                .put("mask_token", 1, 1, 8)
                .put("head.layers.0.weight", 3, 3);
        Mapping mapping = load(model, TinyModels.ONE);
        assertThat(mapping.report().tensors())
                .filteredOn(line -> line.use() == Use.IGNORED)
                .extracting(TensorLine::key)
                .containsExactlyInAnyOrder(
                        "decoder.blocks.0.norm1.weight",
                        "teacher.blocks.0.attn.q_bias",
                        "regressor_and_decoder.x",
                        "mask_token",
                        "head.layers.0.weight");
        assertThat(mapping.towers().image().blocks()).hasSize(2);
        assertThat(mapping.towers().image().heads()).containsOnlyKeys("embedding", "probe", "finetune");
    }

    @Test
    void readsTheHeadsOfPanDerm() throws IOException {
        Tower tower = image(TinyModels.panDerm(1).linear("head", 5, TinyModels.WIDTH), TinyModels.ONE);
        assertThat(tower.head(Tower.PROBE).pooling()).isEqualTo(Pooling.CLASS);
        assertThat(tower.head(Tower.FINETUNE).pooling()).isEqualTo(Pooling.MEAN_OF_PATCHES);
        assertThat(tower.head(Tower.FINETUNE).tokenNorm()).isFalse();
        assertThat(tower.head(Tower.FINETUNE).pooledNorm()).isEqualTo(PooledNorm.SAME_WEIGHTS);
        assertThat(tower.outputWidth(Tower.LOGITS)).isEqualTo(5);
        assertThat(block(tower).attention().biases()).isEqualTo(Biases.NO_KEY);
    }

    @Test
    void headsOfANarrowTowerMustBeGiven() {
        for (TinyCheckpoint model : List.of(
                TinyModels.panDerm(1),
                TinyModels.dino(1),
                TinyModels.dinoNative(1).remove("rope_embed.periods"))) {
            refused(model, Configs.arch(""), "heads", "width 8", "--arch");
        }
    }

    @Test
    void readsADinoFromItsKeys() throws IOException {
        Tower tower = image(TinyModels.dino(1), TinyModels.ONE);
        assertThat(block(tower).mlp().gated()).isTrue();
        assertThat(block(tower).mlp().activation()).isEqualTo(Activation.SILU);
        assertThat(block(tower).attention().biases()).isEqualTo(Biases.NO_KEY);
        assertThat(((PatchStem) tower.stem()).registers()).isEqualTo(2);
        Tower plain = image(
                TinyModels.dino(1).removeAll(".*gate_proj.*|.*[qv]_proj.bias|.*(up|down)_proj.bias"), TinyModels.ONE);
        assertThat(block(plain).mlp().gated()).isFalse();
        assertThat(block(plain).mlp().bias()).isFalse();
        assertThat(block(plain).mlp().activation()).isEqualTo(Activation.GELU);
        assertThat(block(plain).attention().biases()).isEqualTo(new Biases(false, false, false, true));
    }

    @ParameterizedTest
    @CsvSource({
        "use_gated_mlp, false, gate_proj",
        "query_bias, false, q_proj.bias",
        "value_bias, false, v_proj.bias",
        "key_bias, true, no ",
        "mlp_bias, false, up_proj.bias",
    })
    void keysWinOverTheConfigurationOfADino(String field, boolean said, String key) throws IOException {
        ModelConfigs configs = Configs.transformers("{'" + field + "': " + said + "}", TinyModels.ONE);
        assertThat(load(TinyModels.dino(1), configs).report().warnings())
                .singleElement()
                .asString()
                .contains("config.json", field, String.valueOf(said), key, "the file wins");
        ModelConfigs agreeing = Configs.transformers("{'" + field + "': " + !said + "}", TinyModels.ONE);
        assertThat(load(TinyModels.dino(1), agreeing).report().warnings()).isEmpty();
    }

    @Test
    void refusesAnotherModelThanDino() {
        refused(
                TinyModels.dino(1),
                Configs.transformers("{'model_type': 'dinov2'}", TinyModels.ONE),
                "dinov3_vit",
                "dinov2");
    }

    @Test
    void aDinoWithoutLayerScaleOrRegistersIsNotWhole() {
        refused(
                TinyModels.dino(1).remove("embeddings.register_tokens"),
                Configs.arch(TinyModels.ONE),
                "embeddings.register_tokens is missing");
        refused(
                TinyModels.dino(1).removeAll(".*layer_scale2.*"),
                Configs.arch(TinyModels.ONE),
                "layer.0.layer_scale2.lambda1 is missing");
    }

    @Test
    void whatIsMaskedInANativeDinoIsZero() throws IOException {
        float[] bias = new float[3 * TinyModels.WIDTH];
        float[] mask = new float[3 * TinyModels.WIDTH];
        for (int i = 0; i < bias.length; i++) {
            boolean key = i / TinyModels.WIDTH == 1;
            bias[i] = key ? Float.NaN : i;
            mask[i] = key ? 0 : 1;
        }
        TinyCheckpoint model =
                TinyModels.dinoNative(1).fill("blocks.1.attn.qkv.bias", bias).fill("blocks.1.attn.qkv.bias_mask", mask);
        ModelConfigs configs = Configs.arch(TinyModels.ONE);
        assertThat(values(model, configs, "image.blocks.1.attention.key.bias")).containsOnly(0);
        assertThat(values(model, configs, "image.blocks.1.attention.query.bias"))
                .startsWith(0, 1, 2);
        assertThat(values(model, configs, "image.blocks.1.attention.value.bias"))
                .startsWith(16, 17);
    }

    @Test
    void aNativeDinoMayBeGatedAndWithoutBiases() throws IOException {
        Tower gated = image(TinyModels.dinoNativeGated(1).removeAll(".*qkv.bias.*"), TinyModels.ONE);
        assertThat(block(gated).mlp().gated()).isTrue();
        assertThat(block(gated).attention().biases()).isEqualTo(new Biases(false, false, false, true));
        for (String part : List.of("w1.weight", "w2.weight", "w3.weight", "w1.bias", "w2.bias", "w3.bias")) {
            String key = "blocks.1.mlp." + part;
            refused(TinyModels.dinoNativeGated(1).remove(key), Configs.arch(TinyModels.ONE), key + " is missing");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    void thePeriodsOfANativeDinoTellItsHeads(int periods, int heads) throws IOException {
        Mapping mapping = load(TinyModels.dinoNative(1).put("rope_embed.periods", periods), "");
        assertThat(block(mapping.towers().image()).attention().heads()).isEqualTo(heads);
        assertThat(mapping.report().hyperParameters())
                .filteredOn(one -> one.name().equals("image.head_width"))
                .singleElement()
                .asString()
                .contains(String.valueOf(4 * periods), "shape of rope_embed.periods");
    }

    @Test
    void aMaskThatOneBlockLacksIsMissing() {
        String mask = "blocks.1.attn.qkv.bias_mask";
        refused(TinyModels.dinoNative(1).remove(mask), Configs.arch(TinyModels.ONE), mask + " is missing");
    }

    @Test
    void readsADinoFromShards() throws IOException {
        TinyCheckpoint all = TinyModels.dino(1);
        TinyModels.dino(1).removeAll("layer\\.1\\..*").write(folder.resolve("one.safetensors"));
        TinyModels.dino(1).removeAll("(?!layer\\.1\\.).*").write(folder.resolve("two.safetensors"));
        String map = all.keys().stream()
                .map(key -> "\"" + key + "\": \"" + (key.startsWith("layer.1.") ? "two" : "one") + ".safetensors\"")
                .collect(Collectors.joining(","));
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\": {" + map + "}}");
        try (Checkpoint checkpoint = Checkpoint.open(index)) {
            Mapping mapping = Mapping.load(checkpoint, Configs.arch(TinyModels.ONE), false);
            assertThat(mapping.family()).isEqualTo("dinov3");
            assertThat(mapping.towers().image().blocks()).hasSize(2);
        }
        Files.writeString(
                index, "{\"weight_map\": {" + map.replaceAll(",\"norm.bias\": \"one.safetensors\"", "") + "}}");
        assertThatThrownBy(() -> {
                    try (Checkpoint checkpoint = Checkpoint.open(index)) {
                        Mapping.load(checkpoint, Configs.arch(TinyModels.ONE), false);
                    }
                })
                .hasMessageContaining("norm.bias");
    }

    @Test
    void readsTheSizesOfAnOfa() throws IOException {
        Tower tower = image(TinyModels.biomedGpt(1), JOINT);
        JointStem stem = (JointStem) tower.stem();
        assertThat(stem.network())
                .isEqualTo(new ResNet(4, List.of(new ResNet.Stage(2, 2, 6), new ResNet.Stage(1, 2, 6)), 1e-5));
        assertThat(stem.imageBucket()).isEqualTo(2);
        assertThat(stem.tokenBucket()).isEqualTo(4);
        assertThat(stem.padding()).isEqualTo(1);
        assertThat(stem.prompt()).containsExactly(0, 2);
        // The factor of the scores counts the positions in.
        assertThat(block(tower).attention().scale()).isEqualTo(1 / Math.sqrt(8));
        assertThat(block(tower).attention().headScale()).isTrue();
        assertThat(tower.head(Tower.PROBE).pooling()).isEqualTo(Pooling.MEAN_OF_PATCHES);
    }

    @Test
    void readsTheNamesOfThePort() throws IOException {
        TinyCheckpoint port = TinyModels.biomedGpt(1)
                .remove("encoder.version")
                .rename(key -> key.replace(".attn_ln.", ".self_attn_mid_layer_norm.")
                        .replace("ffn_layernorm", "ffn_layer_norm"));
        assertThat(port.keys()).anyMatch(key -> key.contains("self_attn_mid_layer_norm"));
        assertThat(image(port, JOINT)).isEqualTo(image(TinyModels.biomedGpt(1), JOINT));
    }

    @ParameterizedTest
    @ValueSource(strings = {".*c_attn", ".*\\.attn_ln\\..*", ".*ffn_layernorm.*"})
    void aStepThatNoLayerHasIsNotTaken(String kind) throws IOException {
        Block whole = block(image(TinyModels.biomedGpt(1), JOINT));
        Block bare = block(image(TinyModels.biomedGpt(1).removeAll(kind), JOINT));
        assertThat(whole.attention().headScale()
                        && whole.attention().norm()
                        && whole.mlp().norm())
                .isTrue();
        assertThat(bare.attention().headScale()).isEqualTo(!kind.contains("c_attn"));
        assertThat(bare.attention().norm()).isEqualTo(!kind.contains("attn_ln"));
        assertThat(bare.mlp().norm()).isEqualTo(!kind.contains("ffn"));
    }

    @Test
    void aConfigurationOfThePortSaysWhatNoShapeTells() throws IOException {
        String config = "{'encoder_attention_heads': 2, 'd_model': 256, 'pad_token_id': 3, 'bos_token_id': 4,"
                + " 'eos_token_id': 5, 'attn_scale_factor': 4}";
        Mapping mapping = load(TinyModels.biomedGpt(1), Configs.transformers(config, "{'image_size': 16}"));
        JointStem stem = (JointStem) mapping.towers().image().stem();
        assertThat(stem.padding()).isEqualTo(3);
        assertThat(stem.prompt()).containsExactly(4, 5);
        assertThat(block(mapping.towers().image()).attention().scale()).isEqualTo(1 / Math.sqrt(16));
        assertThat(mapping.report().warnings()).singleElement().asString().contains("d_model 256");
    }
}
