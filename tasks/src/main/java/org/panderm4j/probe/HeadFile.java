package org.panderm4j.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.panderm4j.nn.linear.LinearHead;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/** A head as a safetensors file: {@code weight} (K, D) and {@code bias} (K) in F32, and the rest in its metadata. */
final class HeadFile {
    /** In a run folder. */
    static final String NAME = "head.safetensors";

    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";
    private static final String CLASSES = "classes";
    private static final String UNIT = "unit_length";
    private static final String TEMPERATURE = "temperature";
    private static final String SOURCE = "features.source";
    private static final String MODEL = "features.model_sha256";
    private static final String FACT = "features.fact.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private HeadFile() {}

    static void write(ProbeHead head, Path file) throws IOException {
        LinearHead linear = head.linear();
        SafetensorsWriter writer = new SafetensorsWriter()
                .add(WEIGHT, new long[] {linear.classes(), linear.width()}, floats(linear.weight()))
                .add(BIAS, new long[] {linear.classes()}, floats(linear.bias()))
                .describe(CLASSES, JSON.writeValueAsString(head.classes()))
                .describe(UNIT, Boolean.toString(head.unit()))
                .describe(SOURCE, head.origin().source());
        head.origin().model().ifPresent(digest -> writer.describe(MODEL, digest));
        head.origin().facts().forEach((name, value) -> writer.describe(FACT + name, value));
        head.temperature().ifPresent(value -> writer.describe(TEMPERATURE, Double.toString(value)));
        writer.write(file);
    }

    private static FloatBuffer floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return FloatBuffer.wrap(floats);
    }

    /** In a probe's folder, or the file itself. */
    static Path of(Path place) {
        return Files.isDirectory(place) ? place.resolve(NAME) : place;
    }

    /**
     * Reads a head.
     *
     * @param place a file, or the folder of a probe's run
     * @throws IOException when there is none, or it is another kind of file
     */
    static ProbeHead read(Path place) throws IOException {
        Path file = of(place);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file
                    + ": no such file; expected the folder of a finished 'panderm linear-probe', or a head of one");
        }
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            LinearHead linear = LinearHead.of(tensor(checkpoint, WEIGHT, 2), tensor(checkpoint, BIAS, 1));
            List<String> classes = classes(checkpoint);
            if (classes.size() != linear.classes()) {
                throw new CheckpointException(
                        file, "expected " + linear.classes() + " class names in its metadata, found " + classes.size());
            }
            Map<String, String> values = new LinkedHashMap<>();
            checkpoint.values().forEach((key, value) -> values.put(key, value.toString()));
            return new ProbeHead(
                    linear, Boolean.parseBoolean(values.get(UNIT)), classes, temperature(values), origin(values));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file, e.getMessage());
        }
    }

    private static double[] tensor(Checkpoint checkpoint, String name, int axes) throws IOException {
        TensorSource source = checkpoint.tensors().get(name);
        if (source == null || source.shape().length != axes) {
            throw new CheckpointException(
                    checkpoint.file(), name, "expected a tensor of " + axes + " axes, as a linear probe's head has it");
        }
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(source.elements()));
        source.copyTo(values);
        double[] doubles = new double[values.capacity()];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values.get(i);
        }
        return doubles;
    }

    private static List<String> classes(Checkpoint checkpoint) throws IOException {
        Object text = checkpoint.values().get(CLASSES);
        try {
            return JSON.readValue(String.valueOf(text), new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new CheckpointException(checkpoint.file(), "expected a list of class names in its metadata", e);
        }
    }

    private static OptionalDouble temperature(Map<String, String> values) {
        return values.containsKey(TEMPERATURE)
                ? OptionalDouble.of(Double.parseDouble(values.get(TEMPERATURE)))
                : OptionalDouble.empty();
    }

    private static FeatureSource.Origin origin(Map<String, String> values) {
        Map<String, String> facts = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(FACT)) {
                facts.put(key.substring(FACT.length()), value);
            }
        });
        return new FeatureSource.Origin(
                values.getOrDefault(SOURCE, "unknown"), Optional.ofNullable(values.get(MODEL)), facts);
    }
}
