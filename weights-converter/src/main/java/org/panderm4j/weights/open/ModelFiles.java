package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.panderm4j.weights.hub.HubClient;
import org.panderm4j.weights.hub.HubModelId;
import org.panderm4j.weights.store.ModelFolder;
import org.panderm4j.weights.store.Vocabularies;

/**
 * The files of a model, found.
 *
 * @param checkpoint the weights, or their shard index
 * @param folder where configuration and tokenizer files may lie beside them
 */
record ModelFiles(Path checkpoint, Path folder) {
    static final String OPEN_CLIP_CONFIG = "open_clip_config.json";
    static final String CONFIG = "config.json";
    static final String IMAGE_PROCESSOR = "preprocessor_config.json";
    static final String TOKENIZER_SETTINGS = Vocabularies.SETTINGS;

    private static final List<String> CONFIGS = List.of(OPEN_CLIP_CONFIG, CONFIG, IMAGE_PROCESSOR, TOKENIZER_SETTINGS);

    /** In the order of preference of the reference: safetensors before pickles. */
    private static final List<String> CHECKPOINTS = List.of(
            "open_clip_model.safetensors",
            "open_clip_model.safetensors.index.json",
            "open_clip_pytorch_model.bin",
            ModelFolder.WEIGHTS,
            "model.safetensors.index.json",
            "pytorch_model.bin");

    /** In a folder on disk: one of the usual names, else the only file that looks like a checkpoint. */
    static ModelFiles in(Path folder) throws IOException {
        for (String name : CHECKPOINTS) {
            if (Files.exists(folder.resolve(name))) {
                return new ModelFiles(folder.resolve(name), folder);
            }
        }
        List<Path> others = checkpoints(folder);
        if (others.size() == 1) {
            return new ModelFiles(others.get(0), folder);
        }
        throw none(
                folder.toString(),
                others.stream().map(file -> file.getFileName().toString()).toList());
    }

    private static NoSuchFileException none(String place, List<String> others) {
        return new NoSuchFileException(place + ": expected one checkpoint, e.g. " + CHECKPOINTS.get(0) + ", found "
                + (others.isEmpty() ? "none" : others + "; name one of them as the model"));
    }

    /** On the hub or in its cache. */
    static ModelFiles on(HubClient hub, HubModelId id) throws IOException {
        Optional<Path> config = Optional.empty();
        for (String name : CONFIGS) {
            Optional<Path> file = hub.fetchIfPresent(id, name);
            config = config.or(() -> file);
        }
        for (String name : CHECKPOINTS) {
            Optional<Path> file = hub.fetchIfPresent(id, name);
            if (file.isPresent()) {
                fetchShards(hub, id, file.get());
                return new ModelFiles(file.get(), folder(config, file.get()));
            }
        }
        List<String> others = hub.listFiles(id).stream()
                .filter(ModelFiles::isCheckpoint)
                .sorted()
                .toList();
        if (others.size() == 1) {
            Path file = hub.fetch(id, others.get(0));
            return new ModelFiles(file, folder(config, file));
        }
        throw none(id.toString(), others);
    }

    private static Path folder(Optional<Path> config, Path checkpoint) {
        return config.orElse(checkpoint).getParent();
    }

    /** A configuration beside the checkpoint; a missing node if it is not there. */
    JsonNode config(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? JsonFile.read(file) : MissingNode.getInstance();
    }

    /** An index is of no use without its shards. */
    private static void fetchShards(HubClient hub, HubModelId id, Path checkpoint) throws IOException {
        if (checkpoint.getFileName().toString().endsWith(".index.json")) {
            Set<String> shards = new LinkedHashSet<>();
            JsonFile.read(checkpoint).path("weight_map").forEach(shard -> shards.add(shard.asText()));
            for (String shard : shards) {
                hub.fetch(id, shard);
            }
        }
    }

    private static List<Path> checkpoints(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> isCheckpoint(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isCheckpoint(String name) {
        return name.matches("[^/]*\\.(safetensors|bin|pt|pth)");
    }
}
