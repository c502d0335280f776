package org.panderm4j.weights.fusion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which layer and tensor of ours is which of the reference's, as a table. A star stands for the number of a step. */
final class FusionKeys {
    private static final Map<String, String> LAYERS = new LinkedHashMap<>();

    private static final Map<String, String> STEPS = Map.of(
            "fusion.layers.*.0.fn", "fusion.steps.*.clinical",
            "fusion.layers.*.1.fn", "fusion.steps.*.dermoscopic",
            "meta_fusion.layers.*.fn", "metadata_fusion.steps.*");

    private static final Map<String, String> PARTS = Map.of(
            ".x_norm1", ".norm",
            ".c_norm1", ".context_norm",
            ".attn.to_q", ".query",
            ".attn.to_kv", ".key_value",
            ".attn.proj", ".out",
            ".x_norm2", ".mlp.norm",
            ".mlp.fc1", ".mlp.up",
            ".mlp.fc2", ".mlp.down");

    private static final Map<String, String> TENSORS = Map.of(
            "weight", "weight",
            "bias", "bias",
            "running_mean", "mean",
            "running_var", "variance",
            "num_batches_tracked", "batches");

    static {
        LAYERS.put("cli_visual_embedding_layer", "clinical.layer");
        LAYERS.put("derm_visual_embedding_layer", "dermoscopic.layer");
        LAYERS.put("meta_proj", "metadata.projection");
        LAYERS.put("meta_encoder.rnn.model.0", "metadata.layers.0.linear");
        LAYERS.put("meta_encoder.rnn.model.1", "metadata.layers.0.norm");
        LAYERS.put("meta_encoder.rnn.model.3", "metadata.layers.1.linear");
        LAYERS.put("meta_encoder.rnn.model.4", "metadata.layers.1.norm");
        STEPS.forEach((theirs, ours) -> PARTS.forEach((part, own) -> LAYERS.put(theirs + part, ours + own)));
        LAYERS.put("meta_fusion.layers.*.project_in", "metadata_fusion.steps.*.project_in");
        LAYERS.put("meta_fusion.layers.*.project_out", "metadata_fusion.steps.*.project_out");
        LAYERS.put("head.0", "head.hidden");
        LAYERS.put("head.1", "head.norm");
        LAYERS.put("head.4", "head.output");
        LAYERS.put("head", "head.output");
    }

    private FusionKeys() {}

    /** Our name of a tensor; empty if it is of no layer of the fusion. */
    static Optional<String> tensor(String key) {
        int dot = key.lastIndexOf('.');
        String kind = TENSORS.get(key.substring(dot + 1));
        return dot < 0 || kind == null
                ? Optional.empty()
                : layer(key.substring(0, dot)).map(layer -> layer + "." + kind);
    }

    /** Our name of a layer; empty if it is none of the fusion. */
    static Optional<String> layer(String theirs) {
        for (Map.Entry<String, String> row : LAYERS.entrySet()) {
            Pattern pattern = Pattern.compile(Pattern.quote(row.getKey()).replace("*", "\\E([0-9]+)\\Q"));
            Matcher matcher = pattern.matcher(theirs);
            if (matcher.matches()) {
                String number = matcher.groupCount() == 0 ? "" : matcher.group(1);
                return Optional.of(row.getValue().replace("*", number));
            }
        }
        return Optional.empty();
    }
}
