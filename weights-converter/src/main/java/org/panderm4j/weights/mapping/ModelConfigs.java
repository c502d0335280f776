package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The configuration files that may accompany a checkpoint; any may be a missing node.
 *
 * @param openClip the whole of {@code open_clip_config.json}
 * @param bert the {@code config.json} of the text model
 * @param arch what {@code --arch} gives: hyper-parameters that win over everything else
 */
public record ModelConfigs(JsonNode openClip, JsonNode bert, JsonNode arch) {

    /** The part of the open_clip configuration that describes the text tower. */
    JsonNode textConfig() {
        return openClip.path("model_cfg").path("text_cfg");
    }
}
