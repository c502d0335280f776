package org.panderm4j.fullsize;

import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors of PanDerm-2 as its checkpoint has them, listed from the sizes of the architecture. */
final class PanDerm2Keys {
    private static final int WIDTH = 1024;
    private static final int LAYERS = 24;
    private static final int PATCH = 16;
    private static final int GRID = 14;
    private static final int HIDDEN = 4096;
    private static final int EMBEDDING = 768;

    static final int VOCABULARY = 30_522;
    private static final int TEXT_POSITIONS = 512;
    private static final int TEXT_TYPES = 2;
    private static final int TEXT_WIDTH = 768;
    private static final int TEXT_LAYERS = 12;
    private static final int TEXT_HIDDEN = 3072;

    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private PanDerm2Keys() {}

    /** Shapes by key, in the order of the checkpoint. */
    static Map<String, long[]> all() {
        PanDerm2Keys keys = new PanDerm2Keys();
        keys.put("logit_scale");
        keys.image();
        keys.text();
        return keys.shapes;
    }

    private void image() {
        put("visual.cls_token", 1, 1, WIDTH);
        put("visual.pos_embed", 1, 1 + GRID * GRID, WIDTH);
        put("visual.patch_embed.proj.weight", WIDTH, 3, PATCH, PATCH);
        put("visual.patch_embed.proj.bias", WIDTH);
        for (int i = 0; i < LAYERS; i++) {
            imageBlock("visual.blocks." + i + ".");
        }
        norm("visual.norm", WIDTH);
        linear("visual.head", EMBEDDING, WIDTH);
    }

    private void imageBlock(String block) {
        put(block + "gamma_1", WIDTH);
        put(block + "gamma_2", WIDTH);
        norm(block + "norm1", WIDTH);
        put(block + "attn.q_bias", WIDTH);
        put(block + "attn.v_bias", WIDTH);
        put(block + "attn.qkv.weight", 3 * WIDTH, WIDTH);
        linear(block + "attn.proj", WIDTH, WIDTH);
        norm(block + "norm2", WIDTH);
        linear(block + "mlp.fc1", HIDDEN, WIDTH);
        linear(block + "mlp.fc2", WIDTH, HIDDEN);
    }

    private void text() {
        String embeddings = "text.transformer.embeddings.";
        put(embeddings + "word_embeddings.weight", VOCABULARY, TEXT_WIDTH);
        put(embeddings + "position_embeddings.weight", TEXT_POSITIONS, TEXT_WIDTH);
        put(embeddings + "token_type_embeddings.weight", TEXT_TYPES, TEXT_WIDTH);
        norm(embeddings + "LayerNorm", TEXT_WIDTH);
        for (int i = 0; i < TEXT_LAYERS; i++) {
            textBlock("text.transformer.encoder.layer." + i + ".");
        }
        put("text.proj.0.weight", EMBEDDING, TEXT_WIDTH);
        put("text.proj.2.weight", EMBEDDING, EMBEDDING);
    }

    private void textBlock(String block) {
        linear(block + "attention.self.query", TEXT_WIDTH, TEXT_WIDTH);
        linear(block + "attention.self.key", TEXT_WIDTH, TEXT_WIDTH);
        linear(block + "attention.self.value", TEXT_WIDTH, TEXT_WIDTH);
        linear(block + "attention.output.dense", TEXT_WIDTH, TEXT_WIDTH);
        norm(block + "attention.output.LayerNorm", TEXT_WIDTH);
        linear(block + "intermediate.dense", TEXT_HIDDEN, TEXT_WIDTH);
        linear(block + "output.dense", TEXT_WIDTH, TEXT_HIDDEN);
        norm(block + "output.LayerNorm", TEXT_WIDTH);
    }

    private void linear(String name, long out, long in) {
        put(name + ".weight", out, in);
        put(name + ".bias", out);
    }

    private void norm(String name, long width) {
        put(name + ".weight", width);
        put(name + ".bias", width);
    }

    private void put(String name, long... shape) {
        shapes.put(name, shape);
    }
}
