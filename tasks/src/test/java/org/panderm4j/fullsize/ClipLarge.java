package org.panderm4j.fullsize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * CLIP ViT-L/14 as open_clip stores it, with QuickGELU: 428 million parameters.
 *
 * <p>It comes without a vocabulary: texts have to be given as token ids.
 */
final class ClipLarge implements FullSizeModel {
    private static final int WIDTH = 1024;
    private static final int LAYERS = 24;
    private static final int PATCH = 14;
    private static final int GRID = 16;
    private static final int EMBEDDING = 768;

    private static final int VOCABULARY = 49_408;
    private static final int TEXT_POSITIONS = 77;
    private static final int TEXT_WIDTH = 768;
    private static final int TEXT_LAYERS = 12;

    @Override
    public String name() {
        return "openclip-vit-l-14-quickgelu";
    }

    @Override
    public String keyList() {
        return "openclip-vit-l-14";
    }

    @Override
    public String checkpoint() {
        return "open_clip_model";
    }

    @Override
    public Statistics statistics() {
        return Statistics.OPENAI;
    }

    @Override
    public Map<String, long[]> shapes() {
        TensorShapes shapes = new TensorShapes();
        shapes.put("positional_embedding", TEXT_POSITIONS, TEXT_WIDTH);
        shapes.put("text_projection", TEXT_WIDTH, EMBEDDING);
        shapes.put("logit_scale");
        shapes.put("visual.class_embedding", WIDTH);
        shapes.put("visual.positional_embedding", 1 + GRID * GRID, WIDTH);
        shapes.put("visual.proj", WIDTH, EMBEDDING);
        shapes.put("visual.conv1.weight", WIDTH, 3, PATCH, PATCH);
        shapes.norm("visual.ln_pre", WIDTH);
        addBlocks(shapes, "visual.transformer.resblocks.", LAYERS, WIDTH);
        shapes.norm("visual.ln_post", WIDTH);
        addBlocks(shapes, "transformer.resblocks.", TEXT_LAYERS, TEXT_WIDTH);
        shapes.put("token_embedding.weight", VOCABULARY, TEXT_WIDTH);
        shapes.norm("ln_final", TEXT_WIDTH);
        return shapes.all();
    }

    private static void addBlocks(TensorShapes shapes, String prefix, int count, long width) {
        for (int i = 0; i < count; i++) {
            String block = prefix + i + ".";
            shapes.norm(block + "ln_1", width);
            shapes.put(block + "attn.in_proj_weight", 3 * width, width);
            shapes.put(block + "attn.in_proj_bias", 3 * width);
            shapes.linear(block + "attn.out_proj", width, width);
            shapes.norm(block + "ln_2", width);
            shapes.linear(block + "mlp.c_fc", 4 * width, width);
            shapes.linear(block + "mlp.c_proj", width, 4 * width);
        }
    }

    @Override
    public void writeConfiguration(Path hubFolder, Statistics statistics) throws IOException {
        Files.writeString(
                hubFolder.resolve("open_clip_config.json"), CONFIG.formatted(statistics.mean(), statistics.std()));
    }

    private static final String CONFIG = """
            {
              "model_cfg": {
                "embed_dim": 768,
                "quick_gelu": true,
                "vision_cfg": {"image_size": 224, "layers": 24, "width": 1024, "patch_size": 14},
                "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 768, "heads": 12, "layers": 12}
              },
              "preprocess_cfg": {
                "mean": %s,
                "std": %s,
                "interpolation": "bicubic",
                "resize_mode": "shortest"
              }
            }
            """;
}
