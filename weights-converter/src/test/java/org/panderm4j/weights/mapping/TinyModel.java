package org.panderm4j.weights.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A checkpoint of the panderm2 family, a few hundred random numbers, that a test bends to its purpose. */
public final class TinyModel extends TinyCheckpoint {
    /** Length of a token vector in both towers; 64 would need no {@code --arch}. */
    public static final int WIDTH = 8;

    public static final int IMAGE = 8;
    public static final int PATCH = 4;
    public static final int OUTPUT = 6;
    /** What {@code --arch} has to say of this model. */
    public static final String ARCH = "{\"vision\": {\"heads\": 2}, \"text\": {\"heads\": 4}, \"note\": \"ignored\"}";

    private static final int VOCABULARY = 12;
    private static final int HIDDEN = 16;

    public TinyModel(long seed) {
        super(seed);
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
            vectors(WIDTH, block + "gamma_1", block + "gamma_2", block + "attn.q_bias", block + "attn.v_bias");
            vectors(WIDTH, block + "norm1.weight", block + "norm1.bias", block + "norm2.weight", block + "norm2.bias");
            put(block + "attn.qkv.weight", 3 * WIDTH, WIDTH);
            linear(block + "attn.proj", WIDTH, WIDTH);
            linear(block + "mlp.fc1", HIDDEN, WIDTH);
            linear(block + "mlp.fc2", WIDTH, HIDDEN);
        }
        vectors(WIDTH, "visual.norm.weight", "visual.norm.bias");
        linear("visual.head", OUTPUT, WIDTH);
    }

    private void text() {
        String embeddings = "text.transformer.embeddings.";
        put(embeddings + "word_embeddings.weight", VOCABULARY, WIDTH);
        put(embeddings + "position_embeddings.weight", 10, WIDTH);
        put(embeddings + "token_type_embeddings.weight", 2, WIDTH);
        vectors(WIDTH, embeddings + "LayerNorm.weight", embeddings + "LayerNorm.bias");
        String layer = "text.transformer.encoder.layer.0.";
        for (String name : List.of("self.query", "self.key", "self.value", "output.dense")) {
            linear(layer + "attention." + name, WIDTH, WIDTH);
        }
        vectors(WIDTH, layer + "attention.output.LayerNorm.weight", layer + "attention.output.LayerNorm.bias");
        linear(layer + "intermediate.dense", HIDDEN, WIDTH);
        linear(layer + "output.dense", WIDTH, HIDDEN);
        vectors(WIDTH, layer + "output.LayerNorm.weight", layer + "output.LayerNorm.bias");
        put("text.proj.0.weight", 7, WIDTH);
        put("text.proj.2.weight", OUTPUT, 7);
    }

    /** The vocabulary that belongs to the model, in the form of BERT. */
    public static void writeVocabulary(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> words = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c", "d", "e", "f", "g");
        Files.write(folder.resolve("vocab.txt"), words);
    }
}
