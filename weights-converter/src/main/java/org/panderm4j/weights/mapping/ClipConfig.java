package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * {@code config.json} of a CLIP in the transformers format. Newer files leave out what equals the library's defaults, so what is
 * absent has them.
 */
final class ClipConfig implements ConfigFacts {
    private static final String FILE = "config.json";
    private static final String ABSENT = "absent in " + FILE + "; its default";
    /** Old configurations hold this id for every model; the reference then takes the largest id for the end. */
    private static final int OLD_END = 2;

    private static final int TEXT_HEADS = 8;
    private static final int IMAGE_HEADS = 12;

    private static final Map<String, String> COMMON = Map.of(
            "hidden_size", "width",
            "intermediate_size", "mlp",
            "num_hidden_layers", "layers",
            "num_attention_heads", "heads",
            "layer_norm_eps", "eps",
            "hidden_act", "activation");

    @Override
    public void read(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        JsonNode config = configs.transformers();
        configs.quickGelu().ifPresent(quick -> {
            String activation = quick ? "quick_gelu" : "gelu";
            facts.say("image.activation", activation, ModelConfigs.QUICK_GELU, "");
            facts.say("text.activation", activation, ModelConfigs.QUICK_GELU, "");
        });
        if (config.isMissingNode()) {
            warnings.add("there is no " + FILE + "; what no tensor tells is taken from the defaults of the format");
        }
        requireKind(config);
        JsonNode image = config.path("vision_config");
        JsonNode text = config.path("text_config");
        common("image", image, IMAGE_HEADS, facts, config);
        common("text", text, TEXT_HEADS, facts, config);
        facts.say("image.image_size", image.path("image_size"), FILE, "vision_config.image_size");
        facts.say("image.patch_size", image.path("patch_size"), FILE, "vision_config.patch_size");
        facts.say("text.vocabulary", text.path("vocab_size"), FILE, "text_config.vocab_size");
        facts.say("text.positions", text.path("max_position_embeddings"), FILE, "text_config.max_position_embeddings");
        end(text.path("eos_token_id"), facts);
    }

    private static void requireKind(JsonNode config) {
        JsonNode kind = config.path("model_type");
        if (kind.isTextual() && !kind.textValue().equals("clip")) {
            throw new MappingException(
                    FILE + ": expected model_type 'clip', found '" + kind.textValue() + "', which is not supported");
        }
    }

    private static void common(String tower, JsonNode config, int heads, Facts facts, JsonNode whole) {
        String section = tower.equals("image") ? "vision_config." : "text_config.";
        COMMON.forEach((theirs, ours) -> facts.say(tower + "." + ours, config.path(theirs), FILE, section + theirs));
        facts.say(tower + ".out_dim", whole.path("projection_dim"), FILE, "projection_dim");
        if (!whole.isMissingNode()) {
            facts.say(tower + ".heads", heads, ABSENT, section + "num_attention_heads");
        }
    }

    private static void end(JsonNode id, Facts facts) {
        if (id.isIntegralNumber() && id.intValue() != OLD_END) {
            facts.say("text.end", "first-id", FILE, "text_config.eos_token_id");
            facts.say("text.end_id", id, FILE, "text_config.eos_token_id");
        } else if (id.isIntegralNumber()) {
            facts.say("text.end", "largest-id", FILE + ", eos_token_id " + OLD_END, "text_config.eos_token_id");
        }
    }
}
