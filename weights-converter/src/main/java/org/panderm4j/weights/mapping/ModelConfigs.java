package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * What may accompany a checkpoint; any configuration may be a missing node.
 *
 * @param openClip the whole of {@code open_clip_config.json}
 * @param transformers the {@code config.json} of the model itself
 * @param bert the {@code config.json} of the text model
 * @param arch what {@code --arch} gives: hyper-parameters that win over everything else
 * @param quickGelu what {@code --quick-gelu} gives, if it decides
 */
public record ModelConfigs(
        JsonNode openClip, JsonNode transformers, JsonNode bert, JsonNode arch, Optional<Boolean> quickGelu) {

    /** The option that decides between QuickGELU and GELU. */
    static final String QUICK_GELU = "--quick-gelu";

    /** Nothing but what {@code --arch} gives. */
    public static ModelConfigs of(JsonNode arch) {
        JsonNode none = MissingNode.getInstance();
        return new ModelConfigs(none, none, none, arch, Optional.empty());
    }

    /** The part of the open_clip configuration that describes the network. */
    JsonNode model() {
        return openClip.path("model_cfg");
    }

    /** The part of the open_clip configuration that describes the text tower. */
    JsonNode textConfig() {
        return model().path("text_cfg");
    }
}
