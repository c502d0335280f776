package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Optional;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.hub.HubClient;
import org.panderm4j.weights.hub.HubModelId;
import org.panderm4j.weights.mapping.Mapping;
import org.panderm4j.weights.mapping.MappingException;
import org.panderm4j.weights.mapping.ModelConfigs;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.store.ModelDescription;
import org.panderm4j.weights.store.TextSettings;
import org.panderm4j.weights.store.TextSettings.Kind;

/** A checkpoint of somebody else's, and the files that lie beside it. */
final class ForeignModel {
    private static final String END_TOKEN = "<|endoftext|>";

    private final ModelFiles files;
    private final ModelRequest request;
    private final HubClient hub;
    private final Optional<HubModelId> own;

    /**
     * @param files checkpoint and folder
     * @param hub offline, unless the model itself came from the hub
     * @param own name of the model on the hub, if it came from there
     */
    ForeignModel(ModelFiles files, ModelRequest request, HubClient hub, Optional<HubModelId> own) {
        this.files = files;
        this.request = request;
        this.hub = hub;
        this.own = own;
    }

    /** Opens it; {@code strict} refuses one that is not complete. */
    OpenModel open(boolean strict) throws IOException {
        JsonNode openClip = files.config(ModelFiles.OPEN_CLIP_CONFIG);
        JsonNode textConfig = openClip.path("model_cfg").path("text_cfg");
        TextModelFiles text = new TextModelFiles(request.textModel(), files.folder(), textConfig, hub, own);
        ModelConfigs configs = new ModelConfigs(
                openClip,
                files.config(ModelFiles.CONFIG),
                text.config().orElse(MissingNode.getInstance()),
                request.arch(),
                request.quickGelu());
        Pictures pictures = new Pictures(files, configs);
        Checkpoint checkpoint = Checkpoint.open(files.checkpoint());
        try {
            Mapping mapping = map(checkpoint, configs, strict);
            LoadReport report = pictures.contradiction(mapping)
                    .map(mapping.report()::warning)
                    .orElse(mapping.report());
            ModelDescription description = describe(mapping, pictures);
            return new OpenModel(
                    checkpoint,
                    description,
                    mapping.weights(),
                    report,
                    () -> text.tokenizer(description.text().orElseThrow().tokenizer()));
        } catch (IOException | RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    private Mapping map(Checkpoint checkpoint, ModelConfigs configs, boolean strict) {
        return strict
                ? Mapping.load(checkpoint, configs, request.allowUnexpected())
                : Mapping.inspect(checkpoint, configs);
    }

    private ModelDescription describe(Mapping mapping, Pictures pictures) throws IOException {
        return new ModelDescription(
                ModelDescription.FORMAT, mapping.family(), mapping.towers(), pictures.of(mapping), texts(mapping));
    }

    private Optional<TextSettings> texts(Mapping mapping) throws IOException {
        if (mapping.towers().text().isEmpty()) {
            return Optional.empty();
        }
        TokenStem stem = (TokenStem) mapping.towers().text().get().stem();
        int context = mapping.contextLength().orElseThrow();
        if (context < 3) {
            throw new MappingException(
                    files.checkpoint() + ": expected a context length of at least 3 tokens, found " + context);
        }
        Kind kind = stem.end() instanceof TextEnd.Padding ? Kind.WORDPIECE : Kind.BYTEPAIR;
        boolean endPadded =
                padToken(files.config(ModelFiles.TOKENIZER_SETTINGS)).equals(END_TOKEN);
        return Optional.of(new TextSettings(kind, context, kind == Kind.BYTEPAIR && endPadded));
    }

    /** A token in these files is a string, or an object around one. */
    private static String padToken(JsonNode settings) {
        JsonNode token = settings.path("pad_token");
        return token.isObject() ? token.path("content").asText() : token.asText();
    }
}
