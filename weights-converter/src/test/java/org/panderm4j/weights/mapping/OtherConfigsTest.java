package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Text models, timm towers, CLIP of the transformers library. */
class OtherConfigsTest extends MappingTestBase {
    private static final String LINEAR = "'vision_cfg': {'timm_model_name': 'vit_base', 'timm_proj': 'linear'}, ";

    private static Tower text(Mapping mapping) {
        return mapping.towers().text().orElseThrow();
    }

    private static Head head(Tower tower) {
        return tower.head(Tower.EMBEDDING);
    }

    private static Activation activation(Tower tower) {
        return tower.blocks().get(0).mlp().activation();
    }

    private static ModelConfigs pooler(String type) {
        String model = "{" + LINEAR + "'text_cfg': {'hf_model_name': 'bert'" + type + "}}";
        return Configs.openClip(model, TinyModels.TWO);
    }

    @ParameterizedTest
    @CsvSource({
        "', ''hf_pooler_type'': ''mean_pooler''', MASKED_MEAN",
        "', ''hf_pooler_type'': ''cls_last_hidden_state_pooler''', CLASS",
        "'', MASKED_MEAN",
    })
    void readsThePoolersOfABert(String type, Pooling expected) throws IOException {
        Head head = head(text(load(TinyModels.biomedClip(1), pooler(type))));
        assertThat(head.pooling()).isEqualTo(expected);
        assertThat(head.pooler()).isFalse();
    }

    @Test
    void thePoolerOfABertItselfNeedsItsWeights() throws IOException {
        ModelConfigs configs = pooler(", 'hf_pooler_type': 'cls_pooler'");
        String dense = "text.transformer.pooler.dense";
        TinyCheckpoint whole = TinyModels.biomedClip(1).linear(dense, TinyModels.WIDTH, TinyModels.WIDTH);
        Head head = head(text(load(whole, configs)));
        assertThat(head.pooling()).isEqualTo(Pooling.CLASS);
        assertThat(head.pooler()).isTrue();
        refused(whole.remove(dense + ".bias"), configs, dense + ".bias is missing");
        refused(TinyModels.biomedClip(1), configs, dense + ".weight is missing");
    }

    @Test
    void withoutAConfigurationBiomedClipPoolsAsPublished() throws IOException {
        assertThat(head(text(load(TinyModels.biomedClip(1), TinyModels.TWO))).pooling())
                .isEqualTo(Pooling.CLASS);
        assertThat(head(text(load(TinyModels.openClipBert(1), TinyModels.TWO))).pooling())
                .isEqualTo(Pooling.MASKED_MEAN);
    }

    @Test
    void refusesAnotherPoolerByName() {
        refused(
                TinyModels.biomedClip(1),
                pooler(", 'hf_pooler_type': 'max_pooler'"),
                "max_pooler",
                "mean_pooler, cls_pooler or cls_last_hidden_state_pooler");
    }

    @Test
    void refusesATextModelThatIsNoBert() {
        ModelConfigs roberta = Configs.bert(pooler(""), "{'model_type': 'roberta'}");
        refused(TinyModels.biomedClip(1), roberta, "model_type", "bert", "roberta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "linear"})
    void aProjectionThatTheConfigurationNamesMustBeThere(String type) {
        TinyCheckpoint bare = TinyModels.biomedClip(1).removeAll("text\\.proj\\..*");
        refused(
                bare,
                pooler(", 'hf_proj_type': '" + type + "'"),
                type.equals("mlp") ? "text.proj.0.weight" : "text.proj.weight",
                "missing");
    }

    @Test
    void readsBothHeadsOfATimmTower() throws IOException {
        assertThat(head(load(TinyModels.biomedClip(1), TinyModels.TWO).towers().image())
                        .projection())
                .isEqualTo(new Projection.Linear(TinyModels.OUTPUT, false));
        assertThat(head(load(TinyModels.timmClip(1), TinyModels.TWO).towers().image())
                        .projection())
                .isEqualTo(new Projection.TwoLayer(16, TinyModels.OUTPUT, Activation.GELU, true, false));
    }

    @Test
    void aTimmTowerMayAverageBehindANormOfItsOwn() throws IOException {
        TinyCheckpoint model = TinyModels.biomedClip(1)
                .remove("visual.trunk.norm.weight")
                .remove("visual.trunk.norm.bias")
                .norms(TinyModels.WIDTH, "visual.trunk.fc_norm");
        Head head = head(load(model, TinyModels.TWO).towers().image());
        assertThat(head.tokenNorm()).isFalse();
        assertThat(head.pooling()).isEqualTo(Pooling.MEAN_OF_PATCHES);
        assertThat(head.pooledNorm()).isEqualTo(PooledNorm.OWN_WEIGHTS);
        refused(model.remove("visual.trunk.fc_norm.weight"), Configs.arch(TinyModels.TWO), "fc_norm.weight is missing");
    }

    @Test
    void aTimmTowerWithoutAnyNormIsNotWhole() {
        refused(
                TinyModels.biomedClip(1).remove("visual.trunk.norm.weight").remove("visual.trunk.norm.bias"),
                Configs.arch(TinyModels.TWO),
                "visual.trunk.norm.weight is missing");
    }

    @Test
    void aTimmTowerOfClipHasANormInFrontAndNoBias() throws IOException {
        TinyCheckpoint model =
                TinyModels.timm(1).norms(TinyModels.WIDTH, "norm_pre").remove("patch_embed.proj.bias");
        PatchStem stem = (PatchStem) load(
                        model,
                        Configs.transformers("{'architecture': 'vit_base_patch16_clip_quickgelu_224'}", TinyModels.ONE))
                .towers()
                .image()
                .stem();
        assertThat(stem.bias()).isFalse();
        assertThat(stem.norm())
                .hasValueSatisfying(norm -> assertThat(norm.eps()).isEqualTo(1e-5));
        refused(model.remove("norm_pre.weight"), Configs.arch(TinyModels.ONE), "norm_pre.weight is missing");
    }

    @ParameterizedTest
    @CsvSource({"token, CLASS", "'', CLASS", "avg, MEAN_OF_PATCHES"})
    void readsTimmsPoolings(String pool, Pooling expected) throws IOException {
        String model = "{'vision_cfg': {'timm_model_name': 'vit', 'timm_proj': 'linear', 'timm_pool': '" + pool + "'}}";
        ModelConfigs configs = Configs.openClip(model, TinyModels.TWO);
        assertThat(head(load(TinyModels.biomedClip(1), configs).towers().image())
                        .pooling())
                .isEqualTo(expected);
    }

    @Test
    void refusesTimmsAttentionalPooling() {
        ModelConfigs configs = Configs.openClip("{'vision_cfg': {'timm_pool': 'map'}}", TinyModels.TWO);
        refused(TinyModels.biomedClip(1), configs, "timm_pool 'map'", "token or avg");
    }

    /** timm's own configuration; a model that pools by the mean need not have a norm behind it. */
    @ParameterizedTest
    @CsvSource({"token, CLASS", "avg, MEAN_OF_PATCHES"})
    void timmSaysHowItPools(String pool, Pooling expected) throws IOException {
        Mapping mapping =
                load(TinyModels.timm(1), Configs.transformers("{'global_pool': '" + pool + "'}", TinyModels.ONE));
        assertThat(mapping.towers().image().head(Tower.EMBEDDING).pooling()).isEqualTo(expected);
        refused(
                TinyModels.timm(1),
                Configs.transformers("{'global_pool': 'max'}", TinyModels.ONE),
                "config.json",
                "global_pool 'max'");
    }

    @Test
    void saysThatTimmsOwnPreprocessingIsNotRead() throws IOException {
        ModelConfigs configs = Configs.transformers("{'pretrained_cfg': {'mean': [0, 0, 0]}}", TinyModels.ONE);
        assertThat(load(TinyModels.timm(1), configs).report().warnings())
                .singleElement()
                .asString()
                .contains("pretrained_cfg", "preprocessor_config.json");
        assertThat(load(TinyModels.timm(1), TinyModels.ONE).report().warnings()).isEmpty();
    }

    @Test
    void aClassifierOfTimmsIsAHeadOfItsOwn() throws IOException {
        Tower tower = load(TinyModels.timm(1), TinyModels.ONE).towers().image();
        assertThat(tower.outputWidth(Tower.LOGITS)).isEqualTo(3);
        assertThat(tower.outputWidth(Tower.EMBEDDING)).isEqualTo(TinyModels.WIDTH);
        Tower bare = load(TinyModels.timm(1).removeAll("head\\..*"), TinyModels.ONE)
                .towers()
                .image();
        assertThat(bare.heads()).doesNotContainKey(Tower.LOGITS);
    }

    private Mapping clip(String top, String vision, String text) throws IOException {
        return load(
                TinyModels.hfClip(1),
                Configs.transformers(
                        "{" + top + "'vision_config': {'num_attention_heads': 2" + vision + "}, 'text_config': {" + text
                                + "}}",
                        ""));
    }

    @ParameterizedTest
    @CsvSource({"'''eos_token_id'': 2', 0", "'''eos_token_id'': 7', 7", "'', 0"})
    void readsBothEndsOfAText(String id, int end) throws IOException {
        TextEnd expected = end == 0 ? new TextEnd.LargestId() : new TextEnd.FirstId(end);
        assertThat(((TokenStem) text(clip("", "", id)).stem()).end()).isEqualTo(expected);
    }

    @Test
    void whatASparseConfigurationLeavesOutHasTheFormatsDefault() throws IOException {
        Mapping mapping = clip("", "", "");
        assertThat(text(mapping).blocks()).allMatch(block -> block.attention().heads() == 8);
        assertThat(activation(mapping.towers().image())).isEqualTo(Activation.QUICK_GELU);
        assertThat(activation(text(mapping))).isEqualTo(Activation.QUICK_GELU);
        assertThat(text(mapping).blocks()).allMatch(block -> block.eps() == 1e-5);
        assertThat(mapping.report().warnings()).isEmpty();
    }

    @Test
    void activationsAreEachTowersOwn() throws IOException {
        Mapping mapping = clip("", ", 'hidden_act': 'gelu'", "'hidden_act': 'gelu_new'");
        assertThat(activation(mapping.towers().image())).isEqualTo(Activation.GELU);
        assertThat(activation(text(mapping))).isEqualTo(Activation.GELU_TANH);
        ModelConfigs exact = Configs.transformers("{'vision_config': {'num_attention_heads': 2}}", "");
        Mapping off = load(TinyModels.hfClip(1), Configs.quick(exact, false));
        assertThat(activation(off.towers().image())).isEqualTo(Activation.GELU);
        assertThat(activation(text(off))).isEqualTo(Activation.GELU);
    }

    @Test
    void shapesWinOverTheConfigurationOfAClip() throws IOException {
        assertThat(clip("'projection_dim': 512, ", ", 'hidden_size': 768", "'vocab_size': 12")
                        .report()
                        .warnings())
                .anyMatch(one -> one.contains("vision_config.hidden_size 768") && one.contains("says 8"))
                .anyMatch(one -> one.contains("projection_dim 512") && one.contains("says 6"))
                .noneMatch(one -> one.contains("vocab_size"));
    }

    @Test
    void refusesAnotherModelThanClip() {
        ModelConfigs siglip = Configs.transformers("{'model_type': 'siglip'}", TinyModels.TWO);
        refused(TinyModels.hfClip(1), siglip, "model_type", "clip", "siglip");
    }

    @Test
    void aClipWithoutAConfigurationIsReadWithAWarning() throws IOException {
        Mapping mapping = load(TinyModels.hfClip(1).put("text_model.embeddings.position_ids", 1, 10), TinyModels.TWO);
        assertThat(mapping.report().warnings()).singleElement().asString().contains("config.json", "defaults");
        assertThat(List.of(activation(mapping.towers().image()), activation(text(mapping))))
                .containsOnly(Activation.QUICK_GELU);
    }

    @ParameterizedTest
    @CsvSource({"hidden_act, relu", "hidden_act, ''"})
    void refusesAnActivationThatIsNoneOfOurs(String field, String value) {
        refused(
                TinyModels.hfClip(1),
                Configs.transformers("{'vision_config': {'" + field + "': '" + value + "'}}", TinyModels.TWO),
                "activation '" + value + "'",
                "quick_gelu");
    }
}
