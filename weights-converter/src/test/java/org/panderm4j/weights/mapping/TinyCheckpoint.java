package org.panderm4j.weights.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;
import org.panderm4j.weights.torch.WrappedCheckpoint;

/** A checkpoint of a few hundred random numbers, written key by key, that a test bends to its purpose. */
public class TinyCheckpoint {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> given = new LinkedHashMap<>();
    private final Random random;

    public TinyCheckpoint(long seed) {
        random = new Random(seed);
    }

    /** Adds a tensor, or gives one another shape. */
    public final TinyCheckpoint put(String key, long... shape) {
        shapes.put(key, shape);
        return this;
    }

    /** Gives a tensor these numbers. */
    public final TinyCheckpoint fill(String key, float... values) {
        given.put(key, values.clone());
        return this;
    }

    /** Weight and bias of a linear layer. */
    final TinyCheckpoint linear(String name, long out, long in) {
        return put(name + ".weight", out, in).put(name + ".bias", out);
    }

    /** Weight and bias of layer norms. */
    final TinyCheckpoint norms(long width, String... names) {
        for (String name : names) {
            put(name + ".weight", width).put(name + ".bias", width);
        }
        return this;
    }

    final TinyCheckpoint vectors(long width, String... names) {
        for (String name : names) {
            put(name, width);
        }
        return this;
    }

    public final TinyCheckpoint remove(String key) {
        if (shapes.remove(key) == null) {
            throw new AssertionError("no tensor " + key);
        }
        given.remove(key);
        return this;
    }

    /** Removes every tensor whose key matches. */
    final TinyCheckpoint removeAll(String regex) {
        if (!shapes.keySet().removeIf(key -> key.matches(regex))) {
            throw new AssertionError("no tensor " + regex);
        }
        return this;
    }

    /** Gives every tensor another key. */
    public final TinyCheckpoint rename(UnaryOperator<String> name) {
        Map<String, long[]> renamed = new LinkedHashMap<>();
        shapes.forEach((key, shape) -> renamed.put(name.apply(key), shape));
        shapes.clear();
        shapes.putAll(renamed);
        return this;
    }

    public final List<String> keys() {
        return new ArrayList<>(shapes.keySet());
    }

    /** Writes the checkpoint as safetensors. */
    public final Path write(Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        Map<String, float[]> values = values();
        shapes.forEach((key, shape) -> writer.add(key, DType.F32, shape, target -> target.put(values.get(key))));
        writer.write(file);
        return file;
    }

    /** Writes the checkpoint as a pickle, inside a dictionary. */
    public final Path writeWrapped(Path file, String wrapper) throws IOException {
        WrappedCheckpoint.write(file, wrapper, shapes, values());
        return file;
    }

    private Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes.forEach((key, shape) -> {
            float[] numbers = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.nextFloat() - 0.5f;
            }
            values.put(key, given.getOrDefault(key, numbers));
        });
        return values;
    }
}
