package org.panderm4j.fullsize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** BiomedCLIP: the ViT-B/16 of timm and BERT-base, 196 million parameters. */
final class BiomedClip implements FullSizeModel {
    private static final int WIDTH = 768;
    private static final int LAYERS = 12;
    private static final int PATCH = 16;
    private static final int GRID = 14;
    private static final int HIDDEN = 3072;
    private static final int EMBEDDING = 512;

    @Override
    public String name() {
        return "biomedclip";
    }

    @Override
    public String keyList() {
        return "biomedclip";
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
        shapes.put("visual.trunk.cls_token", 1, 1, WIDTH);
        shapes.put("visual.trunk.pos_embed", 1, 1 + GRID * GRID, WIDTH);
        shapes.put("visual.trunk.patch_embed.proj.weight", WIDTH, 3, PATCH, PATCH);
        shapes.put("visual.trunk.patch_embed.proj.bias", WIDTH);
        for (int i = 0; i < LAYERS; i++) {
            addBlock(shapes, "visual.trunk.blocks." + i + ".");
        }
        shapes.norm("visual.trunk.norm", WIDTH);
        shapes.put("visual.head.proj.weight", EMBEDDING, WIDTH);
        BertBase.addTo(shapes, EMBEDDING);
        return shapes.all();
    }

    private static void addBlock(TensorShapes shapes, String block) {
        shapes.norm(block + "norm1", WIDTH);
        shapes.linear(block + "attn.qkv", 3 * WIDTH, WIDTH);
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

    private static final String CONFIG = """
            {
              "model_cfg": {
                "embed_dim": 512,
                "vision_cfg": {
                  "timm_model_name": "vit_base_patch16_224",
                  "timm_model_pretrained": false,
                  "timm_pool": "",
                  "timm_proj": "linear",
                  "image_size": 224
                },
                "text_cfg": {
                  "hf_model_name": "microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract",
                  "hf_tokenizer_name": "microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract",
                  "hf_proj_type": "mlp",
                  "hf_pooler_type": "cls_last_hidden_state_pooler",
                  "context_length": 256
                }
              },
              "preprocess_cfg": {
                "mean": %s,
                "std": %s
              }
            }
            """;
}
