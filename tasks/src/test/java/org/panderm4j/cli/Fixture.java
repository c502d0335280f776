package org.panderm4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.verify.GoldenModels;
import org.panderm4j.verify.GoldenModels.Container;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/** Model fixtures as a user would name them on a command line, whole and damaged. */
final class Fixture {
    /** Opening a model only to ask its family, once a container is enough. */
    private static final Map<Container, String> FAMILIES = new ConcurrentHashMap<>();

    private Fixture() {}

    /** Name of the key table that a container is read with. */
    static String family(Container container) {
        return FAMILIES.computeIfAbsent(container, one -> {
            try {
                return one.family();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static List<Container> all() throws IOException {
        return GoldenModels.all();
    }

    /** Those that embed texts, too. */
    static List<Container> withTexts() throws IOException {
        return all(true);
    }

    /** Those that embed pictures only. */
    static List<Container> withoutTexts() throws IOException {
        return all(false);
    }

    private static List<Container> all(boolean texts) throws IOException {
        List<Container> found = new ArrayList<>();
        for (Container container : all()) {
            if (container.texts().isEmpty() != texts) {
                found.add(container);
            }
        }
        return found;
    }

    /** The first of each family, for what takes long. */
    static List<Container> onePerFamily(List<Container> containers) {
        Map<String, Container> first = new LinkedHashMap<>();
        containers.forEach(container -> first.putIfAbsent(family(container), container));
        return List.copyOf(first.values());
    }

    /** One for tests that need no more: a PanDerm-2 if there is any, else a model with texts. */
    static Container any() throws IOException {
        for (Container container : all()) {
            if (family(container).equals("panderm2")) {
                return container;
            }
        }
        return withTexts().get(0);
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
        try {
            List<String> words = new ArrayList<>(List.of("--offline"));
            if (!container.arch().isMissingNode()) {
                Path file = container.folder().resolve("arch.json");
                words.add("--arch");
                words.add(
                        Files.exists(file) ? file.toString() : container.arch().toString());
            }
            container.textModel().ifPresent(text -> words.addAll(List.of("--text-model", text.toString())));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pictures behind the fixture's {@code pixels.npy}. */
    static List<Path> pictures(Container container) throws IOException {
        Path images = GoldenCases.beside(container.folder(), "images");
        return container.pictures().stream().map(images::resolve).toList();
    }

    /** DINOv3 takes any grid, and its pictures were resized to another than its usual one. */
    static boolean isPreparedAsUsual(Container container) throws IOException {
        return !GoldenModels.json(container.folder().resolve("inputs.json")).has("resize_hw");
    }

    /** A reference array of the fixture. */
    static NpyArray expected(Container container, String array) throws IOException {
        return Npy.read(container.folder().resolve("expect/" + array + ".npy"));
    }

    /** A copy of the hub folder. */
    static void copyHub(Container container, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(container.checkpoint().getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    /** A copy of the hub folder whose checkpoint lacks some tensors. */
    static Path without(Container container, Path folder, Predicate<String> lacking) throws IOException {
        return rewritten(container, folder, lacking, any -> false);
    }

    /** A copy of the hub folder with some tensors full of values near the largest float. */
    static Path overflowing(Container container, Path folder, Predicate<String> huge) throws IOException {
        return rewritten(container, folder, any -> false, huge);
    }

    private static Path rewritten(Container container, Path folder, Predicate<String> lacking, Predicate<String> huge)
            throws IOException {
        copyConfiguration(container, folder);
        SafetensorsWriter writer = new SafetensorsWriter();
        try (Checkpoint checkpoint = Checkpoint.open(container.checkpoint())) {
            for (TensorSource tensor : checkpoint.tensors().values()) {
                if (!lacking.test(tensor.name())) {
                    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.elements()));
                    tensor.copyTo(values);
                    if (huge.test(tensor.name())) {
                        Arrays.fill(values.array(), Float.MAX_VALUE);
                    }
                    writer.add(tensor.name(), DType.F32, tensor.shape(), target -> target.put(values.flip()));
                }
            }
            writer.write(folder.resolve("open_clip_model.safetensors"));
        }
        return folder;
    }

    /**
     * A copy of the hub folder with its tensors in two shards and one index, which does not depend on their values.
     *
     * @param factor of every value
     */
    static Path sharded(Container container, Path folder, float factor) throws IOException {
        copyConfiguration(container, Files.createDirectories(folder));
        List<SafetensorsWriter> shards = List.of(new SafetensorsWriter(), new SafetensorsWriter());
        Map<String, String> index = new LinkedHashMap<>();
        try (Checkpoint checkpoint = Checkpoint.open(container.checkpoint())) {
            for (TensorSource tensor : checkpoint.tensors().values()) {
                float[] values = new float[Math.toIntExact(tensor.elements())];
                tensor.copyTo(FloatBuffer.wrap(values));
                for (int i = 0; i < values.length; i++) {
                    values[i] *= factor;
                }
                int shard = index.size() % shards.size();
                shards.get(shard).add(tensor.name(), DType.F32, tensor.shape(), target -> target.put(values));
                index.put(tensor.name(), "shard-" + shard + ".safetensors");
            }
        }
        for (int i = 0; i < shards.size(); i++) {
            shards.get(i).write(folder.resolve("shard-" + i + ".safetensors"));
        }
        new ObjectMapper()
                .writeValue(
                        folder.resolve("open_clip_model.safetensors.index.json").toFile(), Map.of("weight_map", index));
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
