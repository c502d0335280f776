package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code config.json} of an OFA in the transformers port. */
final class OfaConfig implements ConfigFacts {
    private static final String FILE = "config.json";

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("d_model", "width"),
            Map.entry("encoder_layers", "layers"),
            Map.entry("encoder_ffn_dim", "mlp"),
            Map.entry("encoder_attention_heads", "heads"),
            Map.entry("attn_scale_factor", "attn_scale_factor"),
            Map.entry("image_bucket_size", "image_bucket_size"),
            Map.entry("token_bucket_size", "token_bucket_size"),
            Map.entry("vocab_size", "vocab"),
            Map.entry("pad_token_id", "pad"),
            Map.entry("bos_token_id", "bos"),
            Map.entry("eos_token_id", "eos"));

    @Override
    public void read(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        JsonNode config = configs.transformers();
        FIELDS.forEach((theirs, ours) -> facts.say("image." + ours, config.path(theirs), FILE, theirs));
        facts.say("image.activation", config.path("activation_function"), FILE, "activation_function");
    }
}
