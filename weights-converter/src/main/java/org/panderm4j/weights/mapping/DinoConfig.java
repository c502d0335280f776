package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code config.json} of a DINOv3 in the transformers format. */
final class DinoConfig implements ConfigFacts {
    private static final String FILE = "config.json";

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("hidden_size", "width"),
            Map.entry("intermediate_size", "mlp"),
            Map.entry("num_hidden_layers", "layers"),
            Map.entry("num_attention_heads", "heads"),
            Map.entry("num_register_tokens", "registers"),
            Map.entry("layer_norm_eps", "eps"),
            Map.entry("rope_theta", "rope_theta"),
            Map.entry("patch_size", "patch_size"),
            Map.entry("image_size", "image_size"),
            Map.entry("use_gated_mlp", "gated"),
            Map.entry("query_bias", "query_bias"),
            Map.entry("key_bias", "key_bias"),
            Map.entry("value_bias", "value_bias"),
            Map.entry("proj_bias", "proj_bias"),
            Map.entry("mlp_bias", "mlp_bias"));

    @Override
    public void read(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        JsonNode config = configs.transformers();
        JsonNode kind = config.path("model_type");
        if (kind.isTextual() && !kind.textValue().equals("dinov3_vit")) {
            throw new MappingException(FILE + ": expected model_type 'dinov3_vit', found '" + kind.textValue()
                    + "', which is not supported");
        }
        FIELDS.forEach((theirs, ours) -> facts.say("image." + ours, config.path(theirs), FILE, theirs));
        facts.say("image.activation", config.path("hidden_act"), FILE, "hidden_act");
        facts.say("image.gate_activation", config.path("hidden_act"), FILE, "hidden_act");
    }
}
