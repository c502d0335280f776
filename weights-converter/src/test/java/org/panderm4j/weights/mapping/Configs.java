package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** Configurations for tests, in JSON with single quotes. */
final class Configs {
    private Configs() {}

    static JsonNode json(String text) {
        if (text.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static ModelConfigs arch(String arch) {
        return ModelConfigs.of(json(arch));
    }

    /** An {@code open_clip_config.json} around that {@code model_cfg}. */
    static ModelConfigs openClip(String model, String arch) {
        JsonNode none = MissingNode.getInstance();
        return new ModelConfigs(json("{'model_cfg': " + model + "}"), none, none, json(arch), Optional.empty());
    }

    /** The {@code config.json} of the model. */
    static ModelConfigs transformers(String config, String arch) {
        JsonNode none = MissingNode.getInstance();
        return new ModelConfigs(none, json(config), none, json(arch), Optional.empty());
    }

    static ModelConfigs quick(ModelConfigs configs, boolean value) {
        return new ModelConfigs(
                configs.openClip(), configs.transformers(), configs.bert(), configs.arch(), Optional.of(value));
    }

    static ModelConfigs bert(ModelConfigs configs, String bert) {
        return new ModelConfigs(
                configs.openClip(), configs.transformers(), json(bert), configs.arch(), configs.quickGelu());
    }
}
