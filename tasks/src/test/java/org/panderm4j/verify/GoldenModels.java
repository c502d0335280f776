package org.panderm4j.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.weights.mapping.Mapping;
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
            Path arch = folder.resolve("arch.json");
            Path text = folder.resolve("hf_text");
            ModelRequest request = ModelRequest.of(checkpoint.toString())
                    .withArch(Files.exists(arch) ? json(arch) : MissingNode.getInstance())
                    .withOffline(true);
            return DermModel.open(
                    Files.isDirectory(text) ? request.withTextModel(text) : request, EngineOptions.DEFAULT);
        }

        @Override
        public String toString() {
            return folder.getParent().getFileName() + "/" + folder.getFileName() + " " + checkpoint.getFileName();
        }
    }

    public static List<Container> all() throws IOException {
        List<Container> containers = new ArrayList<>();
        for (String family : Mapping.families()) {
            for (Path folder : GoldenCases.cases(family)) {
                containers.addAll(containersOf(folder));
            }
        }
        if (containers.isEmpty()) {
            throw new IllegalStateException("no case of " + Mapping.families() + " in " + GoldenCases.roots());
        }
        return containers;
    }

    private static List<Container> containersOf(Path folder) throws IOException {
        List<Container> containers = new ArrayList<>();
        for (Path place : List.of(folder, folder.resolve("hub"))) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> file.getFileName().toString().matches(".*\\.(safetensors|bin|pt|pth)"))
                        .sorted()
                        .forEach(file -> containers.add(new Container(folder, file)));
            }
        }
        if (containers.isEmpty()) {
            throw new IllegalStateException(folder + ": no checkpoint");
        }
        return containers;
    }

    public static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }
}
