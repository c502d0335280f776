package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** The switches of {@code open_clip_config.json}. */
class OpenClipMappingTest extends MappingTestBase {
    private static TinyCheckpoint tiny() {
        return TinyModels.openClip(1);
    }

    /** Of two towers of width 8, the text with its default of 8 heads. */
    private static String model(String top, String vision, String text) {
        return "{" + top + "'vision_cfg': {'width': 8, 'head_width': 4" + vision + "}, 'text_cfg': {'width': 8" + text
                + "}}";
    }

    private Mapping with(String top, String vision, String text) throws IOException {
        return load(tiny(), Configs.openClip(model(top, vision, text), ""));
    }

    private static Activation activation(Tower tower) {
        return tower.blocks().get(0).mlp().activation();
    }

    private static Tower text(Mapping mapping) {
        return mapping.towers().text().orElseThrow();
    }

    private static Head head(Tower tower) {
        return tower.head(Tower.EMBEDDING);
    }

    @Test
    void headsComeFromTheConfiguration() throws IOException {
        Mapping mapping = with("", "", "");
        assertThat(mapping.towers().image().blocks())
                .allMatch(block -> block.attention().heads() == 2);
        assertThat(text(mapping).blocks()).allMatch(block -> block.attention().heads() == 8);
        assertThat(text(with("", "", ", 'heads': 4")).blocks())
                .allMatch(block -> block.attention().heads() == 4);
    }

    @Test
    void readsWhatTheConfigurationLeavesAlone() throws IOException {
        Mapping mapping = with("", "", "");
        assertThat(((PatchStem) mapping.towers().image().stem()).norm()).contains(new Norm(1e-5));
        assertThat(head(mapping.towers().image()).pooling()).isEqualTo(Pooling.CLASS);
        assertThat(head(text(mapping)).pooling()).isEqualTo(Pooling.END);
        assertThat(((TokenStem) text(mapping).stem()).end()).isEqualTo(new TextEnd.LargestId());
        assertThat(text(mapping).blocks()).allMatch(block -> block.attention().mask() == Mask.CAUSAL);
        assertThat(activation(text(mapping))).isEqualTo(Activation.GELU);
        assertThat(mapping.contextLength()).contains(10);
    }

    @ParameterizedTest
    @CsvSource({"'''quick_gelu'': true,', QUICK_GELU", "'''quick_gelu'': false,', GELU", "'', GELU"})
    void quickGeluIsOneSwitchForBothTowers(String top, Activation expected) throws IOException {
        Mapping mapping = with(top, "", "");
        assertThat(activation(mapping.towers().image())).isEqualTo(expected);
        assertThat(activation(text(mapping))).isEqualTo(expected);
        assertThat(mapping.report().warnings()).noneMatch(warning -> warning.contains("QuickGELU"));
    }

    @ParameterizedTest
    @CsvSource({"true, QUICK_GELU", "false, GELU"})
    void theOptionComesBeforeConfigurationAndMark(boolean quick, Activation expected) throws IOException {
        ModelConfigs against = Configs.openClip(model("'quick_gelu': " + !quick + ",", "", ""), "");
        Mapping mapping = load(tiny().put("input_resolution"), Configs.quick(against, quick));
        assertThat(activation(mapping.towers().image())).isEqualTo(expected);
        assertThat(activation(text(mapping))).isEqualTo(expected);
        Mapping marked = load(tiny().put("input_resolution"), Configs.quick(Configs.arch(TinyModels.TWO), quick));
        assertThat(activation(marked.towers().image())).isEqualTo(expected);
        assertThat(activation(text(marked))).isEqualTo(expected);
    }

    @Test
    void aReleaseOfOpenAisIsKnownByItsMark() throws IOException {
        TinyCheckpoint released =
                tiny().put("input_resolution").put("context_length").put("vocab_size");
        Mapping mapping = load(released, TinyModels.TWO);
        assertThat(activation(mapping.towers().image())).isEqualTo(Activation.QUICK_GELU);
        assertThat(activation(text(mapping))).isEqualTo(Activation.QUICK_GELU);
        assertThat(mapping.report().warnings()).isEmpty();
        assertThat(mapping.report().complete()).isTrue();
    }

    @Test
    void warnsWhereNobodySaysTheActivation() throws IOException {
        Mapping mapping = load(tiny(), TinyModels.TWO);
        assertThat(activation(mapping.towers().image())).isEqualTo(Activation.GELU);
        assertThat(activation(text(mapping))).isEqualTo(Activation.GELU);
        assertThat(mapping.report().warnings())
                .singleElement()
                .asString()
                .contains("open_clip_config.json", "QuickGELU", "--quick-gelu on");
    }

    @Test
    void theSwitchIsForTheImageAloneBesideABert() throws IOException {
        ModelConfigs configs = Configs.openClip(
                "{'quick_gelu': true, 'vision_cfg': {'head_width': 4}, 'text_cfg': {}}", "{'text': {'heads': 2}}");
        Mapping mapping = load(TinyModels.openClipBert(1), configs);
        assertThat(activation(mapping.towers().image())).isEqualTo(Activation.QUICK_GELU);
        assertThat(activation(text(mapping))).isEqualTo(Activation.GELU);
    }

    @Test
    void theSwitchIsForTheTextAloneBesideATimmTower() throws IOException {
        ModelConfigs configs = Configs.openClip(
                "{'quick_gelu': true, 'vision_cfg': {'timm_model_name': 'vit', 'timm_proj': 'mlp'}, 'text_cfg': {}}",
                TinyModels.TWO);
        Mapping mapping = load(TinyModels.timmClip(1), configs);
        assertThat(activation(mapping.towers().image())).isEqualTo(Activation.GELU);
        assertThat(activation(text(mapping))).isEqualTo(Activation.QUICK_GELU);
    }

    @Test
    void theTanhFormIsEachTowersOwn() throws IOException {
        Mapping mapping = with("", ", 'act_kwargs': {'approximate': 'tanh'}", "");
        assertThat(activation(mapping.towers().image())).isEqualTo(Activation.GELU_TANH);
        assertThat(activation(text(mapping))).isEqualTo(Activation.GELU);
        Mapping other = with("", ", 'act_kwargs': {'approximate': 'none'}", ", 'act_kwargs': {'approximate': 'tanh'}");
        assertThat(activation(other.towers().image())).isEqualTo(Activation.GELU);
        assertThat(activation(text(other))).isEqualTo(Activation.GELU_TANH);
    }

    @Test
    void epsIsEachTowersOwn() throws IOException {
        Mapping mapping = with("", ", 'norm_kwargs': {'eps': 1e-6}", ", 'norm_kwargs': {'eps': 1e-3}");
        assertThat(mapping.towers().image().blocks()).allMatch(block -> block.eps() == 1e-6);
        assertThat(head(mapping.towers().image()).eps()).isEqualTo(1e-6);
        assertThat(text(mapping).blocks()).allMatch(block -> block.eps() == 1e-3);
    }

    @Test
    void poolsTheMeanOfPatches() throws IOException {
        Head image = head(with("", ", 'pool_type': 'avg'", "").towers().image());
        assertThat(image.pooling()).isEqualTo(Pooling.MEAN_OF_PATCHES);
        assertThat(image.tokenNorm()).isTrue();
        assertThat(image.pooledNorm()).isEqualTo(PooledNorm.NONE);
    }

    @Test
    void normalisesBehindThePooling() throws IOException {
        Head image = head(with("", ", 'pool_type': 'avg', 'final_ln_after_pool': true", "")
                .towers()
                .image());
        assertThat(image.tokenNorm()).isFalse();
        assertThat(image.pooledNorm()).isEqualTo(PooledNorm.SAME_WEIGHTS);
    }

    @Test
    void leavesTheFirstNormOut() throws IOException {
        TinyCheckpoint bare = tiny().removeAll("visual\\.ln_pre\\..*");
        String scaled = ", 'ls_init_value': 0.1";
        ModelConfigs none = Configs.openClip(model("", ", 'no_ln_pre': true" + scaled, scaled), "");
        Mapping mapping = load(bare, none);
        assertThat(((PatchStem) mapping.towers().image().stem()).norm()).isEmpty();
        assertThat(mapping.report().warnings()).isEmpty();
        // The file wins where it has the norm.
        assertThat(load(tiny(), none).report().warnings())
                .singleElement()
                .asString()
                .contains("no_ln_pre", "visual.ln_pre", "the file wins");
        refused(bare, Configs.openClip(model("", "", ""), ""), "visual.ln_pre.weight is missing");
        refused(bare, Configs.arch(TinyModels.TWO), "visual.ln_pre.weight is missing");
    }

    @Test
    void layerScaleComesFromTheKeys() throws IOException {
        assertThat(with("", ", 'ls_init_value': 0.1", "").towers().image().blocks())
                .allMatch(block -> block.layerScale());
        assertThat(with("", ", 'ls_init_value': null", "").report().warnings())
                .anyMatch(warning -> warning.contains("ls_init_value") && warning.contains("ls_1.gamma"));
        Mapping bare = load(
                tiny().removeAll(".*ls_[12].gamma"), Configs.openClip(model("", ", 'ls_init_value': 0.1", ""), ""));
        assertThat(bare.towers().image().blocks()).noneMatch(block -> block.layerScale());
        assertThat(bare.report().warnings()).singleElement().asString().contains("ls_init_value", "the file wins");
    }

    @Test
    void halfALayerScaleIsRefused() {
        refused(
                tiny().removeAll("visual.*ls_1.gamma"),
                Configs.arch(TinyModels.TWO),
                "visual.transformer.resblocks.0.ls_1.gamma is missing",
                "1 more");
    }

    @ParameterizedTest
    @CsvSource({
        "'mlp_ratio': 3.0, width x mlp_ratio 24",
        "'layers': 5, layers 5",
        "'patch_size': 16, patch_size 16",
        "'image_size': 224, image_size 224",
    })
    void shapesWinOverTheConfiguration(String field, String said) throws IOException {
        assertThat(with("", ", " + field, "").report().warnings())
                .filteredOn(warning -> warning.contains(said))
                .singleElement()
                .asString()
                .contains("open_clip_config.json", "the file wins");
    }

    @Test
    void anAgreeingMlpRatioIsNotWorthAWarning() throws IOException {
        String layered = ", 'mlp_ratio': 2.0, 'ls_init_value': 0.1";
        assertThat(with("", layered, layered).report().warnings()).isEmpty();
    }

    @Test
    void readsTheEndsOfATextThatThereAreNamesFor() throws IOException {
        Mapping first = with("", "", ", 'pool_type': 'first'");
        assertThat(head(text(first)).pooling()).isEqualTo(Pooling.CLASS);
        Mapping end = with("", "", ", 'pool_type': 'eos', 'eos_id': 7");
        assertThat(((TokenStem) text(end).stem()).end()).isEqualTo(new TextEnd.FirstId(7));
        Mapping usual = with("", "", ", 'pool_type': 'eos'");
        assertThat(((TokenStem) text(usual).stem()).end()).isEqualTo(new TextEnd.FirstId(2));
        Mapping largest = with("", "", ", 'pool_type': 'argmax', 'no_causal_mask': true");
        assertThat(((TokenStem) text(largest).stem()).end()).isEqualTo(new TextEnd.LargestId());
        assertThat(text(largest).blocks()).allMatch(block -> block.attention().mask() == Mask.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'''multimodal_cfg'': {''width'': 8},', '', '', multimodal_cfg",
        "'', ', ''attentional_pool'': true', '', attentional_pool",
        "'', ', ''attentional_pool'': ''parallel''', '', attentional_pool",
        "'', ', ''pool_type'': ''max''', '', pool_type 'max'",
        "'', ', ''layers'': [3, 4, 6, 3]', '', ModifiedResNet",
        "'', ', ''input_patchnorm'': true', '', input_patchnorm",
        "'', '', ', ''embed_cls'': true', embed_cls",
        "'', '', ', ''pool_type'': ''last''', pool_type 'last'",
        "'', '', ', ''pool_type'': ''eos'', ''eos_id'': -1', text.end_id",
        "'', ', ''head_width'': 3', '', 3",
        "'', '', ', ''heads'': 3', heads 3",
        "'', ', ''norm_kwargs'': {''eps'': ''small''}', '', image.eps",
        "'', ', ''act_kwargs'': {''approximate'': ''erf''}', '', gelu_erf",
    })
    void refusesByName(String top, String vision, String text, String named) {
        refused(tiny(), Configs.openClip(model(top, vision, text), ""), named);
    }

    @Test
    void aFileWithoutProjectionsLacksThem() {
        refused(
                tiny().remove("visual.proj").remove("text_projection"),
                Configs.arch(TinyModels.TWO),
                "visual.proj is missing");
    }

    @Test
    void aTextTowerMayEndWithoutAProjectionWhereTheConfigurationSaysSo() throws IOException {
        TinyCheckpoint bare = tiny().remove("text_projection").put("visual.proj", TinyModels.WIDTH, TinyModels.WIDTH);
        Mapping mapping = load(bare, Configs.openClip(model("", "", ", 'proj_type': 'none'"), ""));
        assertThat(head(text(mapping)).projection()).isEqualTo(new Projection.None());
        refused(bare, Configs.openClip(model("", "", ""), ""), "text_projection is missing");
    }

    @Test
    void readsABiasOfTheLogitsAndScalarsInAnAxis() throws IOException {
        Mapping mapping = load(tiny().put("logit_scale", 1).put("logit_bias"), TinyModels.TWO);
        assertThat(mapping.towers().bias()).isTrue();
        assertThat(mapping.weights().shape("logit_scale")).isEmpty();
        assertThat(load(tiny(), TinyModels.TWO).towers().bias()).isFalse();
    }

    @Test
    void unknownFieldsMeanNothing() throws IOException {
        Mapping mapping = with("'sigma': 0.3,", ", 'patch_embeddings': true", "");
        assertThat(mapping.report().complete()).isTrue();
    }

    @Test
    void projectionsAreTransposed() throws IOException {
        TinyCheckpoint model = tiny();
        float[] theirs = new float[TinyModels.WIDTH * TinyModels.OUTPUT];
        for (int i = 0; i < theirs.length; i++) {
            theirs[i] = i;
        }
        float[] ours =
                values(model.fill("visual.proj", theirs), Configs.arch(TinyModels.TWO), "image.head.projection.weight");
        assertThat(ours).startsWith(0, TinyModels.OUTPUT, 2 * TinyModels.OUTPUT);
        assertThat(ours[TinyModels.WIDTH]).isEqualTo(1);
    }

    @Test
    void theBiasesOfQueryKeyAndValueAreParts() throws IOException {
        String key = "visual.transformer.resblocks.1.attn.in_proj_bias";
        float[] all = new float[3 * TinyModels.WIDTH];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        List<String> parts = List.of("query", "key", "value");
        for (int i = 0; i < parts.size(); i++) {
            String name = "image.blocks.1.attention." + parts.get(i) + ".bias";
            float[] ours = values(tiny().fill(key, all), Configs.arch(TinyModels.TWO), name);
            int from = i * TinyModels.WIDTH;
            assertThat(ours).startsWith(from, from + 1).hasSize(TinyModels.WIDTH);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vision, mask, none, 'causal'",
        "vision, place, rotary, rotary",
        "vision, norm_place, after, before",
        "vision, pooling, class, first-of-text",
        "text, end, padding, largest-id"
    })
    void aWordThatIsNoneIsRefusedWithThoseThatAre(String tower, String field, String one, String other) {
        String arch = "{'vision': {'heads': 2}, 'text': {'heads': 2}}"
                .replace("'" + tower + "': {", "'" + tower + "': {'" + field + "': 'sideways', ");
        refused(tiny(), Configs.arch(arch), field + " to be one of", one, other, "found 'sideways'");
    }
}
