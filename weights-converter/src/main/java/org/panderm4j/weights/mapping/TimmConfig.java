package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A timm vision transformer: its name, in open_clip's configuration or its own, tells what its tensors do not. */
final class TimmConfig implements ConfigFacts {
    private static final Pattern SIXTEEN_HEADS = Pattern.compile("vit_(huge|giant|gigantic|so400m)_.*");
    private static final Set<String> POOLS = Set.of("", "token", "avg");

    @Override
    public void read(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        JsonNode vision = configs.model().path("vision_cfg");
        if (keys.names().stream().anyMatch(key -> key.endsWith("fc_norm.weight"))) {
            facts.say("image.pooling", "mean-of-patches", "key fc_norm, timm's average pooling", "fc_norm");
        }
        pooling(vision.path("timm_pool"), OpenClipConfig.FILE, "timm_pool", facts);
        pooling(configs.transformers().path("global_pool"), "config.json", "global_pool", facts);
        if (keys.names().stream().noneMatch(key -> key.contains("norm_pre."))) {
            // timm leaves the bias out only where a norm follows.
            facts.say("image.patch_bias", true, "absence of norm_pre", "patch_bias");
        }
        facts.say("image.image_size", vision.path("image_size"), OpenClipConfig.FILE, "image_size");
        facts.say("image.out_dim", configs.model().path("embed_dim"), OpenClipConfig.FILE, "embed_dim");
        OpenClipConfig.projection("image", vision, "timm_proj", facts);
        name(vision.path("timm_model_name"), OpenClipConfig.FILE, "timm_model_name", facts);
        name(configs.transformers().path("architecture"), "config.json", "architecture", facts);
        if (configs.transformers().path("pretrained_cfg").has("mean")) {
            warnings.add("config.json holds pretrained_cfg, how pictures are to be prepared, which is not read: "
                    + "pictures are prepared as the family's usually are; say otherwise in preprocessor_config.json");
        }
    }

    private static void pooling(JsonNode pool, String file, String field, Facts facts) {
        if (pool.isTextual() && !POOLS.contains(pool.textValue())) {
            throw new MappingException(file + ": " + field + " '" + pool.textValue()
                    + "' (e.g. an attentional pooling) is not supported; expected token or avg");
        }
        if (pool.asText().equals("avg")) {
            facts.say("image.pooling", "mean-of-patches", file, field);
        }
    }

    private static void name(JsonNode node, String file, String field, Facts facts) {
        String name = node.asText();
        if (SIXTEEN_HEADS.matcher(name).matches()) {
            facts.say("image.heads", 16, file, field);
        }
        if (name.contains("_clip_")) {
            facts.say("image.eps", DoubleNode.valueOf(1e-5), file, field);
        }
        if (name.contains("quickgelu")) {
            facts.say("image.activation", "quick_gelu", file, field);
        }
    }
}
