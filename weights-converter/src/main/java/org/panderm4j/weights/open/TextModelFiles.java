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
import org.panderm4j.weights.store.TextSettings.Kind;
import org.panderm4j.weights.store.Vocabularies;

/**
 * Finds the text model's configuration and vocabulary: in {@code --text-model}, beside the checkpoint, in the hub's cache, on
 * the hub. The hub is asked only for models that came from it.
 */
final class TextModelFiles {
    private static final String BERT_CONFIG = "config.json";
    /** Where CLIP's vocabulary, the same for all models that use it, lies on the hub. */
    private static final String CLIP = "openai/clip-vit-large-patch14";

    private final Optional<Path> given;
    private final Path folder;
    private final JsonNode textConfig;
    private final HubClient hub;
    private final Optional<HubModelId> own;

    /**
     * @param given {@code --text-model}
     * @param folder where the checkpoint lies
     * @param textConfig {@code text_cfg} of the open_clip configuration
     * @param hub offline, unless the model itself came from the hub
     * @param own name of the model on the hub, if it came from there
     */
    TextModelFiles(Optional<Path> given, Path folder, JsonNode textConfig, HubClient hub, Optional<HubModelId> own) {
        this.given = given;
        this.folder = folder;
        this.textConfig = textConfig;
        this.hub = hub;
        this.own = own;
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
        Optional<HubModelId> named = named("hf_model_name");
        Optional<Path> fetched = named.isPresent() ? fetch(named.get(), BERT_CONFIG) : Optional.empty();
        return fetched.isPresent() ? Optional.of(JsonFile.read(fetched.get())) : Optional.empty();
    }

    /**
     * A folder that holds the vocabulary.
     *
     * @throws IOException when there is none; the message lists where it was looked for
     */
    Path tokenizer(Kind kind) throws IOException {
        List<Path> places = new ArrayList<>();
        given.ifPresent(places::add);
        places.add(folder.resolve(ModelFolder.TOKENIZER));
        places.add(folder);
        for (Path place : places) {
            if (Vocabularies.in(place, kind)) {
                return place;
            }
        }
        Optional<Path> fetched = tokenizerFromHub(kind);
        if (fetched.isPresent()) {
            return fetched.get();
        }
        String name = textConfig.path("hf_tokenizer_name").asText(kind == Kind.BYTEPAIR ? CLIP : "the text model");
        throw new NoSuchFileException("no " + Vocabularies.expected(kind) + " of " + name + " in " + places
                + " or the hub's cache " + hub.cache().root() + "; give its folder with --text-model");
    }

    private Optional<Path> tokenizerFromHub(Kind kind) throws IOException {
        List<Optional<HubModelId>> places = new ArrayList<>(List.of(own, named("hf_tokenizer_name")));
        if (kind == Kind.BYTEPAIR) {
            places.add(Optional.of(HubModelId.parse(CLIP)));
        }
        for (Optional<HubModelId> place : places) {
            Optional<Path> found = place.isPresent() ? tokenizerFrom(place.get(), kind) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Path> tokenizerFrom(HubModelId id, Kind kind) throws IOException {
        Optional<Path> found = Optional.empty();
        for (String name : Vocabularies.files(kind)) {
            Optional<Path> file = fetch(id, name);
            found = found.isPresent() ? found : file.map(Path::getParent);
        }
        return found.filter(place -> Vocabularies.in(place, kind));
    }

    /** The model that a field of the configuration names, if it can be one of the hub. */
    private Optional<HubModelId> named(String field) {
        JsonNode name = textConfig.path(field);
        if (!name.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HubModelId.parse(name.textValue()));
        } catch (IllegalArgumentException e) {
            // A path of somebody's own machine; nothing to be found under it here.
            return Optional.empty();
        }
    }

    private Optional<Path> fetch(HubModelId id, String file) throws IOException {
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
