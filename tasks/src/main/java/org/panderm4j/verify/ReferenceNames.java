package org.panderm4j.verify;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Tower;

/** What the reference calls the values that a tower computes. */
final class ReferenceNames {
    private static final Map<String, String> IMAGE = Map.of(
            "patch_embed", TowerGraph.PATCHES,
            "embeddings", TowerGraph.STEM,
            "pooled", TowerGraph.pooled(Tower.EMBEDDING),
            "image_features", Tower.EMBEDDING,
            "image_features__linear_prob", Tower.PROBE,
            "image_features__finetune_cls", Tower.FINETUNE);
    private static final Map<String, String> TEXT = Map.of(
            "text_embeddings", TowerGraph.STEM,
            "text_pooled", TowerGraph.pooled(Tower.EMBEDDING),
            "text_features", Tower.EMBEDDING);
    private static final Pattern IMAGE_BLOCK = Pattern.compile("block_([0-9]+)");
    private static final Pattern TEXT_BLOCK = Pattern.compile("text_layer_([0-9]+)");

    private ReferenceNames() {}

    /** Our name of an image tower's value. */
    static Optional<String> image(String reference) {
        return find(reference, IMAGE, IMAGE_BLOCK);
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
