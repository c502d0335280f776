package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.weights.report.LoadReport.TensorLine;
import org.panderm4j.weights.report.LoadReport.Use;

/** What holds for the checkpoints of every family. */
class FamilyTest extends MappingTestBase {
    static List<String> families() {
        return Mapping.families();
    }

    private static TinyCheckpoint tiny(String family) {
        return TinyModels.ALL.get(family).apply(1);
    }

    @Test
    void thereIsASmallModelOfEach() {
        assertThat(TinyModels.ALL).containsOnlyKeys(Mapping.families().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("families")
    void recognisesAndReadsEveryTensor(String family) throws IOException {
        TinyCheckpoint model = tiny(family);
        Mapping mapping = load(model, TinyModels.arch(family));
        assertThat(mapping.family()).isEqualTo(family);
        assertThat(mapping.report().complete()).isTrue();
        assertThat(mapping.report().tensors())
                .extracting(TensorLine::key)
                .containsExactlyInAnyOrderElementsOf(model.keys());
        assertThat(mapping.weights().names())
                .containsExactlyInAnyOrderElementsOf(
                        mapping.towers().parameterShapes().keySet());
        assertThat(mapping.towers().text().isPresent()).isEqualTo(TinyModels.isDual(family));
        assertThat(mapping.towers().image().width()).isEqualTo(TinyModels.WIDTH);
        assertThat(mapping.towers().image().blocks()).hasSize(2);
    }

    /** A file that lacks one tensor of a kind that others have, whichever, is never loaded without it. */
    @ParameterizedTest
    @MethodSource("families")
    void namesEveryTensorThatIsMissing(String family) throws IOException {
        List<String> used = load(tiny(family), TinyModels.arch(family)).report().tensors().stream()
                .filter(line -> line.use() == Use.USED)
                .map(TensorLine::key)
                .toList();
        assertThat(used).hasSizeGreaterThan(20);
        for (String key : used) {
            refused(tiny(family).remove(key), Configs.arch(TinyModels.arch(family)), "tensor " + key + " is missing");
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void refusesEveryTensorOfAnotherShape(String family) throws IOException {
        List<String> used = load(tiny(family), TinyModels.arch(family)).report().tensors().stream()
                .filter(line -> line.use() == Use.USED && !line.shape().isEmpty())
                .map(TensorLine::key)
                .toList();
        for (String key : used) {
            refused(tiny(family).put(key, 5, 7, 3), Configs.arch(TinyModels.arch(family)), key);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void refusesATensorThatNoRuleKnows(String family) {
        refused(
                tiny(family).put("surprise.weight", 3),
                Configs.arch(TinyModels.arch(family)),
                "surprise.weight",
                "--allow-unexpected");
    }

    @ParameterizedTest
    @MethodSource("families")
    void takesTheParallelWrappersPrefixOff(String family) throws IOException {
        Mapping mapping = load(tiny(family).rename(key -> "module." + key), TinyModels.arch(family));
        assertThat(mapping.family()).isEqualTo(family);
        assertThat(mapping.report().complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "panderm-v1, encoder.",
        "dinov3, model.",
        "dinov3, dinov3_vit.",
        "dinov3, dinov3_vit.model.",
        "dinov3, model.dinov3_vit.",
    })
    void takesAWrappersPrefixOff(String family, String prefix) throws IOException {
        TinyCheckpoint model = tiny(family).rename(key -> prefix + key);
        Mapping mapping = load(model, TinyModels.arch(family));
        assertThat(mapping.family()).isEqualTo(family);
        assertThat(mapping.report().complete()).isTrue();
        String first = model.keys().get(3);
        refused(model.remove(first), Configs.arch(TinyModels.arch(family)), "tensor " + first + " is missing");
    }

    @Test
    void readsBothLayoutsOfTheCausalText() throws IOException {
        TinyCheckpoint custom = TinyModels.openClip(1)
                .rename(key -> key.startsWith("visual.") || key.startsWith("logit") ? key : "text." + key);
        assertThat(custom.keys()).contains("text.text_projection", "text.ln_final.bias");
        Mapping old = load(TinyModels.openClip(1), TinyModels.TWO);
        Mapping other = load(custom, TinyModels.TWO);
        assertThat(other.family()).isEqualTo("openclip-vit");
        assertThat(other.towers()).isEqualTo(old.towers());
        assertThat(other.weights().names()).isEqualTo(old.weights().names());
    }

    @Test
    void namesSomeKeysOfAModelThatItDoesNotKnow() {
        refused(
                new TinyCheckpoint(1).put("backbone.0.weight", 2),
                Configs.arch(""),
                "none of the known families",
                "panderm2",
                "backbone.0.weight");
    }

    @ParameterizedTest
    @CsvSource({
        "visual.attnpool.q_proj.weight, ModifiedResNet",
        "visual.attn_pool.query, CoCa",
        "visual.trunk.attn_pool.latent, SigLIP",
        "vision_model.head.probe, SigLIP",
        "visual.trunk.stages.0.conv.weight, convolutional",
        "visual.trunk.layers.0.weight, Swin",
        "visual.trunk.blocks.0.attn.rel_pos.weight, relative position",
        "text_decoder.ln_final.weight, CoCa",
        "visual.rope.freqs_cos, EVA-CLIP",
        "text.transformer.encoder.block.0.weight, T5",
    })
    void refusesKnownKindsByName(String key, String reason) {
        for (TinyCheckpoint model : List.of(
                TinyModels.openClip(1), TinyModels.hfClip(1), TinyModels.biomedClip(1), new TinyCheckpoint(1))) {
            refused(model.put(key, 3), Configs.arch(TinyModels.TWO), key, reason, "not supported");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "panderm-v1, rel_pos_bias.relative_position_bias_table, relative position",
        "panderm-v1, blocks.0.attn.relative_position_bias_table, relative position",
        "timm-vit, attn_pool.latent, attentional",
        "timm-vit, dist_token, DeiT",
        "timm-vit, reg_token, registers",
        "timm-vit, blocks.1.attn.q_norm.weight, normalised queries",
        "biomedclip, visual.trunk.reg_token, registers",
        "hf-clip, vision_model.embeddings.patch_embedding.bias, SigLIP",
    })
    void refusesWhatAFamilyHasNoPartFor(String family, String key, String reason) {
        refused(tiny(family).put(key, 3), Configs.arch(TinyModels.arch(family)), key, reason);
    }

    /** Only these have a switch. */
    @ParameterizedTest
    @MethodSource("families")
    void heedsOrRefusesTheChoiceOfAnActivation(String family) throws IOException {
        ModelConfigs configs = Configs.quick(Configs.arch(TinyModels.arch(family)), true);
        if (List.of("openclip-vit", "openclip-vit-bert", "hf-clip", "timm-clip").contains(family)) {
            assertThat(load(tiny(family), configs).report().hyperParameters())
                    .anyMatch(one -> one.name().endsWith(".activation")
                            && one.value().equals("quick_gelu")
                            && one.source().equals("--quick-gelu"));
        } else {
            refused(tiny(family), configs, "--quick-gelu", family, "fixed", "auto");
        }
    }
}
