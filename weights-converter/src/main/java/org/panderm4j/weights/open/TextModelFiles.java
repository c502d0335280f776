package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.weights.hub.HubClient;
import org.panderm4j.weights.hub.HubException;
import org.panderm4j.weights.hub.HubModelId;
import org.panderm4j.weights.store.ModelFolder;

/**
 * Finds the text model's configuration and vocabulary: in {@code --text-model}, beside the checkpoint, in the hub's cache, on
 * the hub. The hub is asked only for models that came from it.
 */
final class TextModelFiles {
    private static final String BERT_CONFIG = "config.json";

    private final Optional<Path> given;
    private final Path folder;
    private final JsonNode textConfig;
    private final HubClient hub;

    /**
     * @param given {@code --text-model}
     * @param folder where the checkpoint lies
     * @param textConfig {@code text_cfg} of the open_clip configuration
     * @param hub offline, unless the model itself came from the hub
     */
    TextModelFiles(Optional<Path> given, Path folder, JsonNode textConfig, HubClient hub) {
        this.given = given;
        this.folder = folder;
        this.textConfig = textConfig;
        this.hub = hub;
    }

    /** {@code config.json} of the text model, if it is anywhere. */
    Optional<JsonNode> config() throws IOException {
        if (given.isPresent() && Files.exists(given.get().resolve(BERT_CONFIG))) {
            return Optional.of(JsonFile.read(given.get().resolve(BERT_CONFIG)));
        }
        for (Path place : List.of(folder.resolve(ModelFolder.TOKENIZER), folder)) {
            Path file = place.resolve(BERT_CONFIG);
            JsonNode found = Files.exists(file) ? JsonFile.read(file) : MissingNode.getInstance();
            // Beside a model may lie the configuration of something else.
            if (found.has("vocab_size") && found.has("num_attention_heads")) {
                return Optional.of(found);
            }
        }
        Optional<Path> fetched = fromHub("hf_model_name", BERT_CONFIG);
        return fetched.isPresent() ? Optional.of(JsonFile.read(fetched.get())) : Optional.empty();
    }

    /**
     * A folder that holds the vocabulary.
     *
     * @throws IOException when there is none; the message lists where it was looked for
     */
    Path tokenizer() throws IOException {
        List<Path> places = new ArrayList<>();
        given.ifPresent(places::add);
        places.add(folder.resolve(ModelFolder.TOKENIZER));
        places.add(folder);
        for (Path place : places) {
            if (ModelFolder.hasVocabulary(place)) {
                return place;
            }
        }
        Optional<Path> fetched = tokenizerFromHub();
        if (fetched.isPresent()) {
            return fetched.get();
        }
        String name = textConfig.path("hf_tokenizer_name").asText("the text model");
        throw new NoSuchFileException("no vocab.txt or tokenizer.json of " + name + " in " + places
                + " or the hub's cache " + hub.cache().root() + "; give its folder with --text-model");
    }

    private Optional<Path> tokenizerFromHub() throws IOException {
        Optional<Path> found = Optional.empty();
        for (String name : ModelFolder.TOKENIZER_FILES) {
            Optional<Path> file = fromHub("hf_tokenizer_name", name);
            found = found.isPresent() || !ModelFolder.VOCABULARIES.contains(name) ? found : file.map(Path::getParent);
        }
        return found;
    }

    private Optional<Path> fromHub(String field, String file) throws IOException {
        JsonNode name = textConfig.path(field);
        if (!name.isTextual()) {
            return Optional.empty();
        }
        HubModelId id;
        try {
            id = HubModelId.parse(name.textValue());
        } catch (IllegalArgumentException e) {
            // A path of somebody's own machine; nothing to be found under it here.
            return Optional.empty();
        }
        try {
            return hub.fetchIfPresent(id, file);
        } catch (HubException e) {
            if (hub.settings().offline()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
