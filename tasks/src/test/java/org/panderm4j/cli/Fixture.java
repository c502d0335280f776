package org.panderm4j.cli;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.verify.GoldenModels;
import org.panderm4j.verify.GoldenModels.Container;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/** Model fixtures as a user would name them on a command line, whole and damaged. */
final class Fixture {
    private Fixture() {}

    static List<Container> all() throws IOException {
        return GoldenModels.all();
    }

    static Container any() throws IOException {
        return all().get(0);
    }

    /** {@code --model} and what belongs to it. */
    static List<String> model(Container container) {
        List<String> words =
                new ArrayList<>(List.of("--model", container.checkpoint().toString()));
        words.addAll(details(container));
        return words;
    }

    /** What belongs to a model, with the hub left alone. */
    static List<String> details(Container container) {
        List<String> words = new ArrayList<>(List.of("--offline"));
        Path arch = container.folder().resolve("arch.json");
        Path text = container.folder().resolve("hf_text");
        if (Files.exists(arch)) {
            words.addAll(List.of("--arch", arch.toString()));
        }
        if (Files.isDirectory(text)) {
            words.addAll(List.of("--text-model", text.toString()));
        }
        return words;
    }

    /** Pictures behind the fixture's {@code pixels.npy}. */
    static List<Path> pictures(Container container) throws IOException {
        Path images = GoldenCases.beside(container.folder(), "images");
        List<Path> pictures = new ArrayList<>();
        GoldenModels.json(container.folder().resolve("inputs.json"))
                .path("images")
                .forEach(name -> pictures.add(images.resolve(name.asText())));
        return pictures;
    }

    /** A copy of the hub folder whose checkpoint lacks some tensors. */
    static Path without(Container container, Path folder, Predicate<String> lacking) throws IOException {
        copyConfiguration(container, folder);
        SafetensorsWriter writer = new SafetensorsWriter();
        try (Checkpoint checkpoint = Checkpoint.open(container.checkpoint())) {
            for (TensorSource tensor : checkpoint.tensors().values()) {
                if (!lacking.test(tensor.name())) {
                    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.elements()));
                    tensor.copyTo(values);
                    writer.add(tensor.name(), DType.F32, tensor.shape(), target -> target.put(values.flip()));
                }
            }
            writer.write(folder.resolve("open_clip_model.safetensors"));
        }
        return folder;
    }

    /** A copy of the hub folder whose checkpoint ends in the middle. */
    static Path truncated(Container container, Path folder) throws IOException {
        copyConfiguration(container, folder);
        byte[] whole = Files.readAllBytes(container.checkpoint());
        Path name = container.checkpoint().getFileName();
        Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));
        return folder;
    }

    private static void copyConfiguration(Container container, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(container.checkpoint().getParent())) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
