package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code open_clip_config.json} of open_clip's own towers; keys it does not know (MAKE has some) mean nothing here. */
final class OpenClipConfig {
    static final String FILE = "open_clip_config.json";
    private static final String ABSENT = "absent in " + FILE + "; its default";
    private static final String QUICK = "quick_gelu";
    private static final String UNSAID = "there is no " + FILE + " to say whether the activation is GELU or QuickGELU; "
            + "GELU is taken, as open_clip would (models trained from OpenAI's weights usually want "
            + ModelConfigs.QUICK_GELU + " on)";
    private static final int HEAD_WIDTH = 64;
    private static final int TEXT_HEADS = 8;
    private static final int EOS_ID = 2;

    private OpenClipConfig() {}

    static void image(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        JsonNode vision = configs.model().path("vision_cfg");
        refuseImage(vision);
        activation("image", configs, keys, facts, warnings);
        facts.say("image.out_dim", configs.model().path("embed_dim"), FILE, "embed_dim");
        for (String field : List.of("image_size", "patch_size", "width", "layers", "head_width")) {
            facts.say("image." + field, vision.path(field), FILE, field);
        }
        if (vision.isObject()) {
            facts.say("image.head_width", HEAD_WIDTH, ABSENT, "head_width");
            facts.say("image.layer_scale", vision.hasNonNull("ls_init_value"), FILE, "LayerScale (ls_init_value)");
            facts.say("image.pre_norm", !vision.path("no_ln_pre").asBoolean(), FILE, "a norm in front (no_ln_pre)");
        }
        common("image", vision, facts);
        facts.say("image.norm_after_pool", vision.path("final_ln_after_pool"), FILE, "final_ln_after_pool");
        pooling(vision.path("pool_type"), facts);
    }

    private static void refuseImage(JsonNode vision) {
        JsonNode attentional = vision.path("attentional_pool");
        if (attentional.asBoolean() || attentional.isTextual()) {
            throw new MappingException(FILE + ": attentional_pool (CoCa's attentional pooling) is not supported");
        }
        if (vision.path("layers").isArray()) {
            throw new MappingException(FILE + ": layers " + vision.path("layers")
                    + " describe CLIP's residual image tower (ModifiedResNet), which is not supported");
        }
        if (vision.path("input_patchnorm").asBoolean()) {
            throw new MappingException(FILE + ": input_patchnorm is not supported");
        }
    }

    private static void pooling(JsonNode type, Facts facts) {
        if (type.isTextual()) {
            String pooling = switch (type.textValue()) {
                case "tok" -> "class";
                case "avg" -> "mean-of-patches";
                default ->
                    throw new MappingException(FILE + ": pool_type '" + type.textValue()
                            + "' of the image tower is not supported; expected tok or avg");
            };
            facts.say("image.pooling", pooling, FILE, "pool_type");
        }
    }

    /** One switch for both towers; {@code --quick-gelu} before it. */
    private static void activation(String tower, ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        String field = tower + ".activation";
        if (configs.quickGelu().isPresent()) {
            facts.say(field, configs.quickGelu().get() ? QUICK : "gelu", ModelConfigs.QUICK_GELU, "");
        } else if (configs.model().path("quick_gelu").asBoolean()) {
            facts.say(field, QUICK, FILE, "quick_gelu");
        } else if (!configs.model().isMissingNode()) {
            // Not said: the kwargs of each tower may still choose the form of the exact one.
            return;
        } else if (keys.has("input_resolution")) {
            facts.say(field, QUICK, "key input_resolution, which marks a release of OpenAI's", "");
        } else if (!warnings.contains(UNSAID)) {
            warnings.add(UNSAID);
        }
    }

    /** A kind of projection; an empty word is none. */
    static void projection(String tower, JsonNode config, String field, Facts facts) {
        JsonNode kind = config.path(field);
        if (kind.isTextual()) {
            facts.say(tower + ".projection", kind.textValue().isEmpty() ? "none" : kind.textValue(), FILE, field);
        }
    }

    private static void common(String tower, JsonNode config, Facts facts) {
        facts.say(tower + ".eps", config.path("norm_kwargs").path("eps"), FILE, "norm_kwargs.eps");
        JsonNode width = config.path("width");
        if (width.isNumber() && config.path("mlp_ratio").isNumber()) {
            int hidden = (int) (width.intValue() * config.path("mlp_ratio").doubleValue());
            facts.say(tower + ".mlp", hidden, FILE, "width x mlp_ratio");
        }
        JsonNode form = config.path("act_kwargs").path("approximate");
        if (form.isTextual() && !form.textValue().equals("none")) {
            facts.say(tower + ".activation", "gelu_" + form.textValue(), FILE, "act_kwargs.approximate");
        }
    }

    /** The causal text transformer. */
    static void text(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        JsonNode text = configs.textConfig();
        refuseText(text, configs.model());
        activation("text", configs, keys, facts, warnings);
        facts.say("text.out_dim", configs.model().path("embed_dim"), FILE, "embed_dim");
        facts.say("text.positions", text.path("context_length"), FILE, "context_length");
        facts.say("text.vocabulary", text.path("vocab_size"), FILE, "vocab_size");
        for (String field : List.of("width", "layers", "heads")) {
            facts.say("text." + field, text.path(field), FILE, field);
        }
        if (text.isObject()) {
            facts.say("text.heads", TEXT_HEADS, ABSENT, "heads");
            facts.say("text.layer_scale", text.hasNonNull("ls_init_value"), FILE, "LayerScale (ls_init_value)");
        }
        common("text", text, facts);
        if (text.path("no_causal_mask").asBoolean()) {
            facts.say("text.mask", "none", FILE, "no_causal_mask");
        }
        projection("text", text, "proj_type", facts);
        end(text, facts);
    }

    private static void end(JsonNode text, Facts facts) {
        JsonNode type = text.path("pool_type");
        switch (type.asText("argmax")) {
            case "argmax" -> {}
            case "first" -> facts.say("text.pooling", "class", FILE, "pool_type");
            case "eos" -> {
                facts.say("text.end", "first-id", FILE, "pool_type");
                facts.say("text.end_id", text.path("eos_id"), FILE, "eos_id");
                facts.say("text.end_id", EOS_ID, ABSENT, "eos_id");
            }
            default ->
                throw new MappingException(FILE + ": pool_type '" + type.asText()
                        + "' of the text tower is not supported; expected argmax, eos or first");
        }
    }

    private static void refuseText(JsonNode text, JsonNode model) {
        if (model.hasNonNull("multimodal_cfg")) {
            throw new MappingException(FILE + ": multimodal_cfg (a CoCa model with a text decoder) is not supported");
        }
        if (text.path("embed_cls").asBoolean()) {
            throw new MappingException(FILE + ": embed_cls (CoCa's class token behind the text) is not supported");
        }
    }
}
