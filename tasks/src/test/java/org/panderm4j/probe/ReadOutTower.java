package org.panderm4j.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/**
 * The bare image tower of the read-out fixture, made into a checkpoint that a user would open: the project's own PanDerm-2 fixture
 * gives the text tower that every file of the family has.
 */
final class ReadOutTower {
    private static final String TEXT_PROJECTION = "text.proj.2.weight";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path fixture;
    private final Path scratch;
    private final JsonNode config;

    ReadOutTower(Path fixture, Path scratch) throws IOException {
        this.fixture = fixture;
        this.scratch = scratch;
        this.config = JSON.readTree(fixture.resolve("config.json").toFile());
    }

    /** Arrays of a {@code .npz} file by name. */
    Map<String, NpyArray> arrays(String name) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (InputStream file = Files.newInputStream(fixture.resolve(name));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path array = scratch.resolve("array.npy");
                Files.write(array, zip.readAllBytes());
                arrays.put(entry.getName().replaceFirst("\\.npy$", ""), Npy.read(array));
            }
        }
        return arrays;
    }

    DermModel open() throws IOException {
        Path donor = donor();
        Path hub = Files.createDirectories(scratch.resolve("hub"));
        write(donor.resolve("hub"), hub.resolve("open_clip_model.safetensors"));
        ObjectNode settings = (ObjectNode)
                JSON.readTree(donor.resolve("hub/open_clip_config.json").toFile());
        ((ObjectNode) settings.get("model_cfg")).put("embed_dim", number("num_classes"));
        ((ObjectNode) settings.at("/model_cfg/vision_cfg"))
                .put("image_size", number("img_size"))
                .put("width", number("embed_dim"))
                .put("patch_size", number("patch_size"));
        ((ObjectNode) settings.get("preprocess_cfg")).put("size", number("img_size"));
        JSON.writeValue(hub.resolve("open_clip_config.json").toFile(), settings);
        ObjectNode arch = (ObjectNode) JSON.readTree(donor.resolve("arch.json").toFile());
        arch.set("vision", JSON.createObjectNode().put("heads", number("num_heads")));
        return DermModel.open(
                ModelRequest.of(hub.toString())
                        .withArch(arch)
                        .withTextModel(donor.resolve("hf_text"))
                        .withOffline(true),
                EngineOptions.DEFAULT);
    }

    private int number(String field) {
        return config.get(field).intValue();
    }

    private static Path donor() throws IOException {
        try (Stream<Path> cases = Files.list(GoldenCases.home().resolve("testdata/golden/panderm2"))) {
            return cases.filter(one -> Files.exists(one.resolve("arch.json")))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void write(Path donor, Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (Map.Entry<String, NpyArray> entry : arrays("state.npz").entrySet()) {
            NpyArray array = entry.getValue();
            writer.add("visual." + entry.getKey(), array.shape(), FloatBuffer.wrap(array.floats()));
        }
        try (Stream<Path> files = Files.list(donor);
                Checkpoint checkpoint =
                        Checkpoint.open(files.filter(one -> !one.toString().endsWith(".json"))
                                .findFirst()
                                .orElseThrow())) {
            for (TensorSource tensor : checkpoint.tensors().values()) {
                if (!tensor.name().startsWith("visual.")) {
                    long[] shape = tensor.shape();
                    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.elements()));
                    tensor.copyTo(values);
                    if (tensor.name().equals(TEXT_PROJECTION)) {
                        shape[0] = number("num_classes"); // pictures and texts share one space
                        values = FloatBuffer.allocate((int) (shape[0] * shape[1]));
                    }
                    writer.add(tensor.name(), shape, values.rewind());
                }
            }
        }
        writer.write(file);
    }
}
