package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model as a user names it.
 *
 * @param model {@code demo}, a folder, a checkpoint file, {@code hf-hub:OWNER/NAME[@REVISION]}, or a short name
 * @param textModel folder of the text model's configuration and vocabulary, if given
 * @param arch hyper-parameters that win over what is inferred; a missing node if none are given
 * @param offline whether the hub may not be asked
 * @param allowUnexpected whether tensors that no rule knows may be left unread
 * @param quickGelu whether the activation is QuickGELU; empty leaves it to the configuration
 */
public record ModelRequest(
        String model,
        Optional<Path> textModel,
        JsonNode arch,
        boolean offline,
        boolean allowUnexpected,
        Optional<Boolean> quickGelu) {

    /** The model of that name, everything else as usual. */
    public static ModelRequest of(String model) {
        return new ModelRequest(model, Optional.empty(), MissingNode.getInstance(), false, false, Optional.empty());
    }

    public ModelRequest withTextModel(Path folder) {
        return new ModelRequest(model, Optional.of(folder), arch, offline, allowUnexpected, quickGelu);
    }

    public ModelRequest withArch(JsonNode given) {
        return new ModelRequest(model, textModel, given, offline, allowUnexpected, quickGelu);
    }

    public ModelRequest withOffline(boolean value) {
        return new ModelRequest(model, textModel, arch, value, allowUnexpected, quickGelu);
    }

    public ModelRequest withAllowUnexpected(boolean value) {
        return new ModelRequest(model, textModel, arch, offline, value, quickGelu);
    }

    public ModelRequest withQuickGelu(Optional<Boolean> value) {
        return new ModelRequest(model, textModel, arch, offline, allowUnexpected, value);
    }
}
