package org.panderm4j.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.weights.open.ModelRequest;

/** The model fixtures: every case of every family that can be read, in every container that it comes in. */
public final class GoldenModels {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenModels() {}

    /**
     * A fixture in one container.
     *
     * @param folder of the case
     * @param checkpoint the container
     */
    public record Container(Path folder, Path checkpoint) {
        /** Opens the checkpoint as a user would: sizes that no shape tells from {@code arch.json}. */
        public DermModel open() throws IOException {
            return open(EngineOptions.DEFAULT);
        }

        /** Likewise, to run on an engine of choice. */
        public DermModel open(EngineOptions engine) throws IOException {
            return DermModel.open(request(), engine);
        }

        /** What {@link #open} opens. */
        public ModelRequest request() throws IOException {
            ModelRequest request =
                    ModelRequest.of(checkpoint.toString()).withArch(arch()).withOffline(true);
            Optional<Path> text = textModel();
            return text.isPresent() ? request.withTextModel(text.get()) : request;
        }

        /** Name of the key table it is read with. */
        public String family() throws IOException {
            try (DermModel model = open()) {
                return model.description().family();
            }
        }

        /**
         * Folder of a vocabulary that does not lie beside the checkpoint: a BERT's own repository, or the merge list that the
         * cases of a family share.
         */
        public Optional<Path> textModel() throws IOException {
            Path bert = folder.resolve("hf_text");
            if (Files.isDirectory(bert)) {
                return Optional.of(bert);
            }
            boolean beside = Files.exists(checkpoint.resolveSibling("vocab.json"));
            return texts().isEmpty() || beside ? Optional.empty() : Optional.of(folder.getParent());
        }

        /** The texts behind the expectations; none for a model of pictures alone. */
        public List<String> texts() throws IOException {
            return named("texts");
        }

        /** File names of the pictures behind the expectations. */
        public List<String> pictures() throws IOException {
            return named("images");
        }

        private List<String> named(String list) throws IOException {
            List<String> names = new ArrayList<>();
            json(folder.resolve("inputs.json")).path(list).forEach(name -> names.add(name.asText()));
            return names;
        }

        /**
         * Sizes that no shape tells. Beside a container without a configuration of its own, what that of another container of
         * the case says.
         *
         * @return a missing node if the configuration beside the container says all
         */
        public JsonNode arch() throws IOException {
            Path arch = folder.resolve("arch.json");
            Path config = folder.resolve("hub/config.json");
            if (Files.exists(arch)) {
                return json(arch);
            }
            boolean alone = checkpoint.getParent().equals(folder) && Files.exists(config);
            return alone
                    ? JSON.createObjectNode().set("heads", json(config).path("num_attention_heads"))
                    : MissingNode.getInstance();
        }

        /** Names of the arrays that are expected of it. */
        public List<String> arrays() throws IOException {
            try (Stream<Path> files = Files.list(folder.resolve("expect"))) {
                return files.map(file -> file.getFileName().toString().replaceFirst("\\.npy$", ""))
                        .sorted()
                        .toList();
            }
        }

        @Override
        public String toString() {
            return folder.getParent().getFileName() + "/" + folder.getFileName() + " " + checkpoint.getFileName();
        }
    }

    /** Found by listing: whatever folder of a root holds cases with pictures, expectations and a checkpoint. */
    public static List<Container> all() throws IOException {
        List<Container> containers = new ArrayList<>();
        for (String family : families()) {
            for (Path folder : GoldenCases.cases(family)) {
                if (isModel(folder)) {
                    containers.addAll(containersOf(folder));
                }
            }
        }
        if (containers.isEmpty()) {
            throw new IllegalStateException("no case of a model in " + GoldenCases.roots());
        }
        return containers;
    }

    private static Set<String> families() throws IOException {
        Set<String> families = new TreeSet<>();
        for (Path root : GoldenCases.roots()) {
            try (Stream<Path> list = Files.list(root)) {
                list.filter(Files::isDirectory)
                        .map(folder -> folder.getFileName().toString())
                        .forEach(families::add);
            }
        }
        return families;
    }

    /** Other fixtures have no preprocessed pictures. */
    private static boolean isModel(Path folder) {
        return Files.exists(folder.resolve("pixels.npy")) && Files.isDirectory(folder.resolve("expect"));
    }

    private static List<Container> containersOf(Path folder) throws IOException {
        List<Container> containers = new ArrayList<>();
        for (Path place : places(folder)) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(GoldenModels::isCheckpoint)
                        .sorted()
                        .forEach(file -> containers.add(new Container(folder, file)));
            }
        }
        if (containers.isEmpty()) {
            throw new IllegalStateException(folder + ": no checkpoint");
        }
        return containers;
    }

    private static List<Path> places(Path folder) {
        return Stream.of(folder, folder.resolve("hub"))
                .filter(Files::isDirectory)
                .toList();
    }

    /** Shards are read through their index. */
    private static boolean isCheckpoint(Path file) {
        String name = file.getFileName().toString();
        return name.matches(".*\\.(safetensors|safetensors\\.index\\.json|bin|pt|pth)")
                && !name.matches(".*-[0-9]+-of-[0-9]+\\.safetensors");
    }

    public static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }
}
