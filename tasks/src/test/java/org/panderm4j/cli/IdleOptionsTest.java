package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.panderm4j.finetune.FusionOptions;
import org.panderm4j.finetune.FusionOptions.Metadata;
import org.panderm4j.finetune.TowerMode;
import org.panderm4j.finetune.TowerOptions;
import org.panderm4j.finetune.View;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;

class IdleOptionsTest {
    private static final TowerMode FROZEN = new TowerMode.Frozen();
    private static final TowerMode LORA = new TowerMode.LowRank();

    private static FusionOptions fusion(Set<View> views, Metadata metadata, Fusing images, Fusing metadataFusing) {
        return new FusionOptions(
                views,
                metadata,
                images,
                8,
                2,
                false,
                metadataFusing,
                OptionalInt.empty(),
                8,
                2,
                HeadKind.LINEAR,
                false);
    }

    private static Map<String, String> idle(FusionOptions fusion, TowerMode clinical, TowerMode text) {
        Lora lora = Lora.of(1, 1, LoraTarget.QUERY);
        return IdleOptions.of(fusion, new TowerOptions(clinical, FROZEN, text, lora, false, 0, 0));
    }

    @Test
    void nothingIsIdleWhereEverythingIsSeenAndLearns() {
        FusionOptions all = fusion(
                Set.of(View.CLINICAL, View.DERMOSCOPIC), Metadata.TEXT, Fusing.CROSS_ATTENTION, Fusing.CROSS_ATTENTION);
        assertThat(idle(all, LORA, LORA)).isEmpty();
    }

    @Test
    void whatConcatenationHasNoneOf() {
        FusionOptions plain = fusion(
                Set.of(View.CLINICAL, View.DERMOSCOPIC), Metadata.TEXT, Fusing.CONCATENATION, Fusing.CONCATENATION);
        assertThat(idle(plain, LORA, FROZEN))
                .containsOnlyKeys("--num-head", "--att-depth", "--meta-num-head", "--meta-att-depth")
                .containsEntry("--att-depth", "features are concatenated");
    }

    @Test
    void whatOnePictureAloneHasNoneOf() {
        FusionOptions one =
                fusion(Set.of(View.CLINICAL), Metadata.NONE, Fusing.CROSS_ATTENTION, Fusing.CROSS_ATTENTION);
        assertThat(idle(one, LORA, LORA).keySet())
                .containsAll(List.of("--fusion", "--num-head", "--dermoscopic-tower", "--text-tower"))
                .containsAll(List.of("--meta-fusion-mode", "--meta-att-depth", "--use-text-encoder", "--meta-dim"))
                .contains("--augment-copies", "--text-dropout")
                .doesNotContain("--clinical-tower", "--lora-rank", "--depth-dropout", "--missing", "--recompute");
    }

    @Test
    void whatMetadataAloneHaveNoneOf() {
        FusionOptions vector = fusion(Set.of(), Metadata.VECTOR, Fusing.CONCATENATION, Fusing.CROSS_ATTENTION);
        assertThat(idle(vector, LORA, LORA).keySet())
                .contains("--channel-order", "--missing", "--meta-fusion-mode", "--meta-num-head", "--clinical-tower")
                .contains("--lora-rank", "--recompute", "--depth-dropout", "--no-augment", "--augment-copies")
                .doesNotContain("--meta-dim", "--use-text-encoder");
    }
}
