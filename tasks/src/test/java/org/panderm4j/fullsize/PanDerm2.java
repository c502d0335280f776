package org.panderm4j.fullsize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** PanDerm-2: the PanDerm ViT-L/16 and BERT-base, 414 million parameters. */
final class PanDerm2 implements FullSizeModel {
    private static final int WIDTH = 1024;
    private static final int LAYERS = 24;
    private static final int PATCH = 16;
    private static final int GRID = 14;
    private static final int HIDDEN = 4096;
    private static final int EMBEDDING = 768;

    @Override
    public String name() {
        return "panderm2";
    }

    @Override
    public String keyList() {
        return "panderm2";
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
        shapes.put("logit_scale");
        shapes.put("visual.cls_token", 1, 1, WIDTH);
        shapes.put("visual.pos_embed", 1, 1 + GRID * GRID, WIDTH);
        shapes.put("visual.patch_embed.proj.weight", WIDTH, 3, PATCH, PATCH);
        shapes.put("visual.patch_embed.proj.bias", WIDTH);
        for (int i = 0; i < LAYERS; i++) {
            addBlock(shapes, "visual.blocks." + i + ".");
        }
        shapes.norm("visual.norm", WIDTH);
        shapes.linear("visual.head", EMBEDDING, WIDTH);
        BertBase.addTo(shapes, EMBEDDING);
        return shapes.all();
    }

    private static void addBlock(TensorShapes shapes, String block) {
        shapes.put(block + "gamma_1", WIDTH);
        shapes.put(block + "gamma_2", WIDTH);
        shapes.norm(block + "norm1", WIDTH);
        shapes.put(block + "attn.q_bias", WIDTH);
        shapes.put(block + "attn.v_bias", WIDTH);
        shapes.put(block + "attn.qkv.weight", 3 * WIDTH, WIDTH);
        shapes.linear(block + "attn.proj", WIDTH, WIDTH);
        shapes.norm(block + "norm2", WIDTH);
        shapes.linear(block + "mlp.fc1", HIDDEN, WIDTH);
        shapes.linear(block + "mlp.fc2", WIDTH, HIDDEN);
    }

    @Override
    public void writeConfiguration(Path hubFolder, Statistics statistics) throws IOException {
        Files.writeString(
                hubFolder.resolve("open_clip_config.json"), CONFIG.formatted(statistics.mean(), statistics.std()));
        BertBase.writeVocabulary(hubFolder);
    }

    /** The sizes under vision_cfg are not those of the network, as the specification expects of the real file. */
    private static final String CONFIG = """
            {
              "model_cfg": {
                "embed_dim": 768,
                "vision_cfg": {"image_size": 224, "layers": 12, "width": 768, "patch_size": 16},
                "text_cfg": {
                  "context_length": 256,
                  "hf_model_name": "neuml/pubmedbert-base-embeddings",
                  "hf_tokenizer_name": "neuml/pubmedbert-base-embeddings",
                  "hf_pooler_type": "mean_pooler"
                }
              },
              "preprocess_cfg": {
                "mean": %s,
                "std": %s,
                "interpolation": "bicubic",
                "resize_mode": "shortest",
                "size": 224
              }
            }
            """;
}
