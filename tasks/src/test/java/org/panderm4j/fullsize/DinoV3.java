package org.panderm4j.fullsize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.panderm4j.weights.checkpoint.DType;

/**
 * A DINOv3 ViT/16 with four registers as transformers stores it.
 *
 * @param heads attention heads
 * @param hidden width inside the MLP
 * @param gated whether the MLP has a SiLU gate; queries and values then have no bias
 */
record DinoV3(String name, int width, int layers, int heads, int hidden, boolean gated, DType dtype)
        implements FullSizeModel {
    private static final int PATCH = 16;
    private static final int REGISTERS = 4;

    /** ViT-L/16: 303 million parameters in f32. */
    static DinoV3 large() {
        return new DinoV3("dinov3-vitl16", 1024, 24, 16, 4096, false, DType.F32);
    }

    /** ViT-7B/16: 6.7 billion parameters in bf16, 13.4 GB. */
    static DinoV3 sevenBillion() {
        return new DinoV3("dinov3-vit7b16", 4096, 40, 32, 8192, true, DType.BF16);
    }

    @Override
    public String keyList() {
        return name;
    }

    @Override
    public String checkpoint() {
        return "model";
    }

    @Override
    public Statistics statistics() {
        return Statistics.IMAGENET;
    }

    @Override
    public Map<String, long[]> shapes() {
        TensorShapes shapes = new TensorShapes();
        shapes.put("embeddings.cls_token", 1, 1, width);
        shapes.put("embeddings.mask_token", 1, 1, width);
        shapes.put("embeddings.register_tokens", 1, REGISTERS, width);
        shapes.put("embeddings.patch_embeddings.weight", width, 3, PATCH, PATCH);
        shapes.put("embeddings.patch_embeddings.bias", width);
        for (int i = 0; i < layers; i++) {
            String layer = "layer." + i + ".";
            shapes.norm(layer + "norm1", width);
            addAttention(shapes, layer + "attention.");
            shapes.put(layer + "layer_scale1.lambda1", width);
            shapes.norm(layer + "norm2", width);
            addMlp(shapes, layer + "mlp.");
            shapes.put(layer + "layer_scale2.lambda1", width);
        }
        shapes.norm("norm", width);
        return shapes.all();
    }

    private void addAttention(TensorShapes shapes, String attention) {
        shapes.put(attention + "k_proj.weight", width, width);
        shapes.put(attention + "v_proj.weight", width, width);
        shapes.put(attention + "q_proj.weight", width, width);
        if (!gated) {
            shapes.put(attention + "v_proj.bias", width);
            shapes.put(attention + "q_proj.bias", width);
        }
        shapes.linear(attention + "o_proj", width, width);
    }

    private void addMlp(TensorShapes shapes, String mlp) {
        if (gated) {
            shapes.linear(mlp + "gate_proj", hidden, width);
        }
        shapes.linear(mlp + "up_proj", hidden, width);
        shapes.linear(mlp + "down_proj", width, hidden);
    }

    @Override
    public void writeConfiguration(Path hubFolder, Statistics statistics) throws IOException {
        String bias = String.valueOf(!gated);
        String activation = gated ? "silu" : "gelu";
        String type = dtype == DType.BF16 ? "bfloat16" : "float32";
        Files.writeString(
                hubFolder.resolve("config.json"),
                CONFIG.formatted(width, hidden, layers, heads, activation, bias, bias, gated, type));
        Files.writeString(
                hubFolder.resolve("preprocessor_config.json"),
                PREPROCESSING.formatted(statistics.mean(), statistics.std()));
    }

    private static final String CONFIG = """
            {
              "architectures": ["DINOv3ViTModel"],
              "model_type": "dinov3_vit",
              "patch_size": 16,
              "hidden_size": %d,
              "intermediate_size": %d,
              "num_hidden_layers": %d,
              "num_attention_heads": %d,
              "hidden_act": "%s",
              "attention_dropout": 0.0,
              "initializer_range": 0.02,
              "layer_norm_eps": 1e-05,
              "rope_theta": 100.0,
              "image_size": 224,
              "num_channels": 3,
              "query_bias": %s,
              "key_bias": false,
              "value_bias": %s,
              "proj_bias": true,
              "mlp_bias": true,
              "layerscale_value": 1.0,
              "drop_path_rate": 0.0,
              "use_gated_mlp": %s,
              "num_register_tokens": 4,
              "pos_embed_shift": null,
              "pos_embed_jitter": null,
              "pos_embed_rescale": 2.0,
              "torch_dtype": "%s"
            }
            """;

    /** The transform of the full-size fixtures: shorter side bicubic, then the centre. */
    private static final String PREPROCESSING = """
            {
              "do_resize": true,
              "size": {"shortest_edge": 224},
              "resample": 3,
              "do_center_crop": true,
              "crop_size": 224,
              "do_rescale": true,
              "rescale_factor": 0.00392156862745098,
              "do_normalize": true,
              "image_mean": %s,
              "image_std": %s
            }
            """;
}
