package org.panderm4j.weights.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;
import org.panderm4j.weights.torch.WrappedCheckpoint;

/** A checkpoint of the panderm2 family, a few hundred random numbers, that a test bends to its purpose. */
public final class TinyModel {
    /** Length of a token vector in both towers; 64 would need no {@code --arch}. */
    public static final int WIDTH = 8;

    public static final int IMAGE = 8;
    public static final int PATCH = 4;
    public static final int OUTPUT = 6;
    /** What {@code --arch} has to say of this model. */
    public static final String ARCH = "{\"vision\": {\"heads\": 2}, \"text\": {\"heads\": 4}, \"note\": \"ignored\"}";

    private static final int VOCABULARY = 12;
    private static final int HIDDEN = 16;

    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Random random;

    public TinyModel(long seed) {
        random = new Random(seed);
        image();
        text();
        put("logit_scale");
    }

    private void image() {
        put("visual.cls_token", 1, 1, WIDTH);
        put("visual.pos_embed", 1, 1 + (IMAGE / PATCH) * (IMAGE / PATCH), WIDTH);
        put("visual.patch_embed.proj.weight", WIDTH, 3, PATCH, PATCH);
        put("visual.patch_embed.proj.bias", WIDTH);
        for (int i = 0; i < 2; i++) {
            String block = "visual.blocks." + i + ".";
            vectors(block + "gamma_1", block + "gamma_2", block + "attn.q_bias", block + "attn.v_bias");
            vectors(block + "norm1.weight", block + "norm1.bias", block + "norm2.weight", block + "norm2.bias");
            put(block + "attn.qkv.weight", 3 * WIDTH, WIDTH);
            linear(block + "attn.proj", WIDTH, WIDTH);
            linear(block + "mlp.fc1", HIDDEN, WIDTH);
            linear(block + "mlp.fc2", WIDTH, HIDDEN);
        }
        vectors("visual.norm.weight", "visual.norm.bias");
        linear("visual.head", OUTPUT, WIDTH);
    }

    private void text() {
        String embeddings = "text.transformer.embeddings.";
        put(embeddings + "word_embeddings.weight", VOCABULARY, WIDTH);
        put(embeddings + "position_embeddings.weight", 10, WIDTH);
        put(embeddings + "token_type_embeddings.weight", 2, WIDTH);
        vectors(embeddings + "LayerNorm.weight", embeddings + "LayerNorm.bias");
        String layer = "text.transformer.encoder.layer.0.";
        for (String name : List.of("self.query", "self.key", "self.value", "output.dense")) {
            linear(layer + "attention." + name, WIDTH, WIDTH);
        }
        vectors(layer + "attention.output.LayerNorm.weight", layer + "attention.output.LayerNorm.bias");
        linear(layer + "intermediate.dense", HIDDEN, WIDTH);
        linear(layer + "output.dense", WIDTH, HIDDEN);
        vectors(layer + "output.LayerNorm.weight", layer + "output.LayerNorm.bias");
        put("text.proj.0.weight", 7, WIDTH);
        put("text.proj.2.weight", OUTPUT, 7);
    }

    private void linear(String name, int out, int in) {
        put(name + ".weight", out, in);
        put(name + ".bias", out);
    }

    private void vectors(String... names) {
        for (String name : names) {
            put(name, WIDTH);
        }
    }

    /** Adds a tensor, or gives one another shape. */
    public TinyModel put(String key, long... shape) {
        shapes.put(key, shape);
        return this;
    }

    public TinyModel remove(String key) {
        if (shapes.remove(key) == null) {
            throw new AssertionError("no tensor " + key);
        }
        return this;
    }

    /** Gives every tensor another key. */
    public TinyModel rename(UnaryOperator<String> name) {
        Map<String, long[]> renamed = new LinkedHashMap<>();
        shapes.forEach((key, shape) -> renamed.put(name.apply(key), shape));
        shapes.clear();
        shapes.putAll(renamed);
        return this;
    }

    public List<String> keys() {
        return new ArrayList<>(shapes.keySet());
    }

    /** Writes the checkpoint as safetensors. */
    public Path write(Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        Map<String, float[]> values = values();
        shapes.forEach((key, shape) -> writer.add(key, DType.F32, shape, target -> target.put(values.get(key))));
        writer.write(file);
        return file;
    }

    /** Writes the checkpoint as a pickle, inside a dictionary. */
    public Path writeWrapped(Path file, String wrapper) throws IOException {
        WrappedCheckpoint.write(file, wrapper, shapes, values());
        return file;
    }

    private Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes.forEach((key, shape) -> {
            int elements = 1;
            for (long axis : shape) {
                elements *= (int) axis;
            }
            float[] numbers = new float[elements];
            for (int i = 0; i < elements; i++) {
                numbers[i] = random.nextFloat() - 0.5f;
            }
            values.put(key, numbers);
        });
        return values;
    }

    /** The vocabulary that belongs to the model, in the form of BERT. */
    public static void writeVocabulary(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> words = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c", "d", "e", "f", "g");
        Files.write(folder.resolve("vocab.txt"), words);
    }
}
