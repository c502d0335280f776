package org.panderm4j.verify;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Tower;

/** What the references of all families call the values that a tower computes. */
final class ReferenceNames {
    private static final Map<String, String> IMAGE = Map.ofEntries(
            Map.entry("patch_embed", TowerGraph.PATCHES),
            Map.entry("patch_conv", TowerGraph.PATCHES),
            Map.entry("resnet", TowerGraph.NETWORK),
            Map.entry("embeddings", TowerGraph.STEM),
            Map.entry("ln_pre", TowerGraph.STEM),
            Map.entry("ln_post", TowerGraph.tokens(Tower.EMBEDDING)),
            Map.entry("norm_all_tokens", TowerGraph.tokens(Tower.EMBEDDING)),
            Map.entry("last_hidden_state", TowerGraph.tokens(Tower.EMBEDDING)),
            Map.entry("encoder_out", TowerGraph.tokens(Tower.EMBEDDING)),
            Map.entry("pooled", TowerGraph.pooled(Tower.EMBEDDING)),
            Map.entry("trunk_out", TowerGraph.pooled(Tower.EMBEDDING)),
            Map.entry("pooler_output", Tower.EMBEDDING),
            Map.entry("image_features", Tower.EMBEDDING),
            Map.entry("image_features__linear_prob", Tower.PROBE),
            Map.entry("features_linear_probe", Tower.PROBE),
            Map.entry("image_features__finetune_cls", Tower.FINETUNE),
            Map.entry("features_finetune_meanpool", Tower.FINETUNE),
            Map.entry("head_logits", Tower.LOGITS));
    private static final Map<String, String> TEXT = Map.of(
            "text_embeddings",
            TowerGraph.STEM,
            "text_ln_final",
            TowerGraph.tokens(Tower.EMBEDDING),
            "text_pooled",
            TowerGraph.pooled(Tower.EMBEDDING),
            "text_features",
            Tower.EMBEDDING);
    private static final Pattern IMAGE_BLOCK = Pattern.compile("(?:block|layer)_([0-9]+)");
    private static final Pattern TEXT_BLOCK = Pattern.compile("text_layer_([0-9]+)");

    private ReferenceNames() {}

    /** Our name of an image tower's value; a name that is not translated may be our own. */
    static Optional<String> image(String reference) {
        return find(reference, IMAGE, IMAGE_BLOCK).or(() -> Optional.of(reference));
    }

    /** Our name of a text tower's value. */
    static Optional<String> text(String reference) {
        return find(reference, TEXT, TEXT_BLOCK);
    }

    private static Optional<String> find(String reference, Map<String, String> names, Pattern block) {
        Matcher matcher = block.matcher(reference);
        if (matcher.matches()) {
            return Optional.of(TowerGraph.block(Integer.parseInt(matcher.group(1))));
        }
        return Optional.ofNullable(names.get(reference));
    }
}
