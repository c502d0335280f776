package org.panderm4j.weights.mapping;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * A small checkpoint of each family, its keys written by hand as the published files have them: two blocks a tower, every
 * optional part in both.
 */
final class TinyModels {
    /** Length of a token vector in every tower. */
    static final int WIDTH = 8;

    static final int OUTPUT = 6;
    /** What {@code --arch} has to say of two towers. */
    static final String TWO = "{'vision': {'heads': 2}, 'text': {'heads': 2}}";
    /** What it has to say of one. */
    static final String ONE = "{'heads': 2}";

    private static final int BLOCKS = 2;
    private static final int HIDDEN = 16;
    private static final int PATCH = 4;
    private static final int TOKENS = 5;
    private static final int VOCABULARY = 12;
    private static final int POSITIONS = 10;

    /** By name of the family. */
    static final Map<String, LongFunction<TinyCheckpoint>> ALL = Map.ofEntries(
            Map.entry("panderm2", TinyModel::new),
            Map.entry("openclip-vit", TinyModels::openClip),
            Map.entry("openclip-vit-bert", TinyModels::openClipBert),
            Map.entry("biomedclip", TinyModels::biomedClip),
            Map.entry("timm-clip", TinyModels::timmClip),
            Map.entry("hf-clip", TinyModels::hfClip),
            Map.entry("panderm-v1", TinyModels::panDerm),
            Map.entry("dinov3", TinyModels::dino),
            Map.entry("dinov3-native", TinyModels::dinoNative),
            Map.entry("biomedgpt", TinyModels::biomedGpt),
            Map.entry("timm-vit", TinyModels::timm),
            Map.entry("transformers-vit", TinyModels::transformersVit));

    private TinyModels() {}

    static boolean isDual(String family) {
        return Stream.of("panderm-v1", "dinov3", "dinov3-native", "biomedgpt", "timm-vit", "transformers-vit")
                .noneMatch(family::equals);
    }

    static String arch(String family) {
        if (family.equals("biomedgpt")) {
            return "{'heads': 2, 'image_size': 16}";
        }
        return isDual(family) ? TWO : ONE;
    }

    static TinyCheckpoint openClip(long seed) {
        TinyCheckpoint model = openClipImage(seed);
        causalText(model, "");
        return model.put("logit_scale");
    }

    static TinyCheckpoint openClipBert(long seed) {
        TinyCheckpoint model = openClipImage(seed);
        bert(model);
        return model.put("logit_scale");
    }

    static TinyCheckpoint biomedClip(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        timm(model, "visual.trunk.");
        model.put("visual.head.proj.weight", OUTPUT, WIDTH);
        bert(model);
        return model.put("logit_scale");
    }

    static TinyCheckpoint timmClip(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        timm(model, "visual.trunk.");
        model.linear("visual.head.mlp.fc1", HIDDEN, WIDTH).put("visual.head.mlp.fc2.weight", OUTPUT, HIDDEN);
        causalText(model, "text.");
        return model.put("logit_scale");
    }

    static TinyCheckpoint timm(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        timm(model, "");
        return model.linear("head", 3, WIDTH);
    }

    static TinyCheckpoint transformersVit(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        model.put("embeddings.cls_token", 1, 1, WIDTH)
                .put("embeddings.position_embeddings", 1, TOKENS, WIDTH)
                .put("embeddings.patch_embeddings.projection.weight", WIDTH, 3, PATCH, PATCH)
                .put("embeddings.patch_embeddings.projection.bias", WIDTH)
                .norms(WIDTH, "layernorm");
        for (int i = 0; i < BLOCKS; i++) {
            String layer = "encoder.layer." + i + ".";
            for (String name : List.of("attention.query", "attention.key", "attention.value", "output.dense")) {
                model.linear(layer + "attention." + name, WIDTH, WIDTH);
            }
            model.norms(WIDTH, layer + "layernorm_before", layer + "layernorm_after")
                    .linear(layer + "intermediate.dense", HIDDEN, WIDTH)
                    .linear(layer + "output.dense", WIDTH, HIDDEN);
        }
        return model.linear("classifier", 3, WIDTH);
    }

    private static TinyCheckpoint openClipImage(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        model.put("visual.class_embedding", WIDTH)
                .put("visual.positional_embedding", TOKENS, WIDTH)
                .put("visual.proj", WIDTH, OUTPUT)
                .put("visual.conv1.weight", WIDTH, 3, PATCH, PATCH)
                .norms(WIDTH, "visual.ln_pre", "visual.ln_post");
        residualBlocks(model, "visual.");
        return model;
    }

    private static void causalText(TinyCheckpoint model, String prefix) {
        model.put(prefix + "token_embedding.weight", VOCABULARY, WIDTH)
                .put(prefix + "positional_embedding", POSITIONS, WIDTH)
                .norms(WIDTH, prefix + "ln_final")
                .put(prefix + "text_projection", WIDTH, OUTPUT);
        residualBlocks(model, prefix);
    }

    private static void residualBlocks(TinyCheckpoint model, String prefix) {
        for (int i = 0; i < BLOCKS; i++) {
            String block = prefix + "transformer.resblocks." + i + ".";
            model.norms(WIDTH, block + "ln_1", block + "ln_2")
                    .put(block + "attn.in_proj_weight", 3 * WIDTH, WIDTH)
                    .put(block + "attn.in_proj_bias", 3 * WIDTH)
                    .linear(block + "attn.out_proj", WIDTH, WIDTH)
                    .linear(block + "mlp.c_fc", HIDDEN, WIDTH)
                    .linear(block + "mlp.c_proj", WIDTH, HIDDEN)
                    .vectors(WIDTH, block + "ls_1.gamma", block + "ls_2.gamma");
        }
    }

    private static void bert(TinyCheckpoint model) {
        String embeddings = "text.transformer.embeddings.";
        model.put(embeddings + "word_embeddings.weight", VOCABULARY, WIDTH)
                .put(embeddings + "position_embeddings.weight", POSITIONS, WIDTH)
                .put(embeddings + "token_type_embeddings.weight", 2, WIDTH)
                .norms(WIDTH, embeddings + "LayerNorm");
        for (int i = 0; i < BLOCKS; i++) {
            String layer = "text.transformer.encoder.layer." + i + ".";
            for (String name : List.of("self.query", "self.key", "self.value", "output.dense")) {
                model.linear(layer + "attention." + name, WIDTH, WIDTH);
            }
            model.norms(WIDTH, layer + "attention.output.LayerNorm", layer + "output.LayerNorm")
                    .linear(layer + "intermediate.dense", HIDDEN, WIDTH)
                    .linear(layer + "output.dense", WIDTH, HIDDEN);
        }
        model.put("text.proj.0.weight", 7, WIDTH).put("text.proj.2.weight", OUTPUT, 7);
    }

    private static void patches(TinyCheckpoint model, String prefix) {
        model.put(prefix + "cls_token", 1, 1, WIDTH)
                .put(prefix + "patch_embed.proj.weight", WIDTH, 3, PATCH, PATCH)
                .put(prefix + "patch_embed.proj.bias", WIDTH)
                .norms(WIDTH, prefix + "norm");
    }

    private static void timm(TinyCheckpoint model, String prefix) {
        patches(model, prefix);
        model.put(prefix + "pos_embed", 1, TOKENS, WIDTH);
        for (int i = 0; i < BLOCKS; i++) {
            String block = prefix + "blocks." + i + ".";
            plainBlock(model, block);
            model.put(block + "attn.qkv.bias", 3 * WIDTH)
                    .linear(block + "mlp.fc1", HIDDEN, WIDTH)
                    .linear(block + "mlp.fc2", WIDTH, HIDDEN)
                    .vectors(WIDTH, block + "ls1.gamma", block + "ls2.gamma");
        }
    }

    private static void plainBlock(TinyCheckpoint model, String block) {
        model.norms(WIDTH, block + "norm1", block + "norm2")
                .put(block + "attn.qkv.weight", 3 * WIDTH, WIDTH)
                .linear(block + "attn.proj", WIDTH, WIDTH);
    }

    static TinyCheckpoint panDerm(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        patches(model, "");
        model.put("pos_embed", 1, TOKENS, WIDTH);
        for (int i = 0; i < BLOCKS; i++) {
            String block = "blocks." + i + ".";
            plainBlock(model, block);
            model.vectors(WIDTH, block + "attn.q_bias", block + "attn.v_bias", block + "gamma_1", block + "gamma_2")
                    .linear(block + "mlp.fc1", HIDDEN, WIDTH)
                    .linear(block + "mlp.fc2", WIDTH, HIDDEN);
        }
        return model;
    }

    static TinyCheckpoint dinoNative(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        patches(model, "");
        model.put("storage_tokens", 1, 2, WIDTH).put("mask_token", 1, WIDTH).put("rope_embed.periods", 1);
        for (int i = 0; i < BLOCKS; i++) {
            String block = "blocks." + i + ".";
            plainBlock(model, block);
            model.put(block + "attn.qkv.bias", 3 * WIDTH)
                    .put(block + "attn.qkv.bias_mask", 3 * WIDTH)
                    .linear(block + "mlp.fc1", HIDDEN, WIDTH)
                    .linear(block + "mlp.fc2", WIDTH, HIDDEN)
                    .vectors(WIDTH, block + "ls1.gamma", block + "ls2.gamma");
        }
        return model;
    }

    /** The native form with a gated MLP, as the largest one has it. */
    static TinyCheckpoint dinoNativeGated(long seed) {
        TinyCheckpoint model = dinoNative(seed).removeAll(".*mlp.*");
        for (int i = 0; i < BLOCKS; i++) {
            String mlp = "blocks." + i + ".mlp.";
            model.linear(mlp + "w1", HIDDEN, WIDTH)
                    .linear(mlp + "w2", HIDDEN, WIDTH)
                    .linear(mlp + "w3", WIDTH, HIDDEN);
        }
        return model;
    }

    static TinyCheckpoint dino(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        model.put("embeddings.cls_token", 1, 1, WIDTH)
                .put("embeddings.mask_token", 1, 1, WIDTH)
                .put("embeddings.register_tokens", 1, 2, WIDTH)
                .put("embeddings.patch_embeddings.weight", WIDTH, 3, PATCH, PATCH)
                .put("embeddings.patch_embeddings.bias", WIDTH)
                .norms(WIDTH, "norm");
        for (int i = 0; i < BLOCKS; i++) {
            String layer = "layer." + i + ".";
            model.norms(WIDTH, layer + "norm1", layer + "norm2")
                    .linear(layer + "attention.q_proj", WIDTH, WIDTH)
                    .put(layer + "attention.k_proj.weight", WIDTH, WIDTH)
                    .linear(layer + "attention.v_proj", WIDTH, WIDTH)
                    .linear(layer + "attention.o_proj", WIDTH, WIDTH)
                    .linear(layer + "mlp.gate_proj", HIDDEN, WIDTH)
                    .linear(layer + "mlp.up_proj", HIDDEN, WIDTH)
                    .linear(layer + "mlp.down_proj", WIDTH, HIDDEN)
                    .vectors(WIDTH, layer + "layer_scale1.lambda1", layer + "layer_scale2.lambda1");
        }
        return model;
    }

    static TinyCheckpoint hfClip(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        model.put("vision_model.embeddings.class_embedding", WIDTH)
                .put("vision_model.embeddings.patch_embedding.weight", WIDTH, 3, PATCH, PATCH)
                .put("vision_model.embeddings.position_embedding.weight", TOKENS, WIDTH)
                .norms(WIDTH, "vision_model.pre_layrnorm", "vision_model.post_layernorm")
                .put("visual_projection.weight", OUTPUT, WIDTH)
                .put("text_model.embeddings.token_embedding.weight", VOCABULARY, WIDTH)
                .put("text_model.embeddings.position_embedding.weight", POSITIONS, WIDTH)
                .norms(WIDTH, "text_model.final_layer_norm")
                .put("text_projection.weight", OUTPUT, WIDTH);
        for (String tower : List.of("vision_model.", "text_model.")) {
            for (int i = 0; i < BLOCKS; i++) {
                hfBlock(model, tower + "encoder.layers." + i + ".");
            }
        }
        return model.put("logit_scale");
    }

    private static void hfBlock(TinyCheckpoint model, String layer) {
        for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            model.linear(layer + "self_attn." + name, WIDTH, WIDTH);
        }
        model.norms(WIDTH, layer + "layer_norm1", layer + "layer_norm2")
                .linear(layer + "mlp.fc1", HIDDEN, WIDTH)
                .linear(layer + "mlp.fc2", WIDTH, HIDDEN);
    }

    /** Two stages, a grid of 2 by 2 places, 4 distances between tokens. */
    static TinyCheckpoint biomedGpt(long seed) {
        TinyCheckpoint model = new TinyCheckpoint(seed);
        model.put("encoder.version", 1).put("decoder.layers.0.fc1.weight", 2, 2);
        network(model, "encoder.embed_images.");
        model.linear("encoder.image_proj", WIDTH, 6)
                .norms(WIDTH, "encoder.patch_layernorm_embedding", "encoder.layernorm_embedding")
                .put("encoder.embed_tokens.weight", VOCABULARY, WIDTH)
                .put("encoder.type_embedding.weight", 2, WIDTH)
                .put("encoder.embed_image_positions.weight", 5, WIDTH)
                .put("encoder.embed_positions.weight", POSITIONS, WIDTH)
                .norms(WIDTH, "encoder.image_pos_ln", "encoder.pos_ln", "encoder.layer_norm")
                .linear("encoder.pos_q_linear", WIDTH, WIDTH)
                .linear("encoder.pos_k_linear", WIDTH, WIDTH);
        for (int i = 0; i < BLOCKS; i++) {
            model.put("encoder.image_rel_pos_table_list." + i + ".weight", 12, 2)
                    .put("encoder.token_rel_pos_table_list." + i + ".weight", 7, 2);
            ofaBlock(model, "encoder.layers." + i + ".");
        }
        return model;
    }

    private static void ofaBlock(TinyCheckpoint model, String layer) {
        for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            model.linear(layer + "self_attn." + name, WIDTH, WIDTH);
        }
        model.put(layer + "self_attn.c_attn", 2)
                .norms(WIDTH, layer + "self_attn_layer_norm", layer + "attn_ln", layer + "final_layer_norm")
                .norms(HIDDEN, layer + "ffn_layernorm")
                .linear(layer + "fc1", HIDDEN, WIDTH)
                .linear(layer + "fc2", WIDTH, HIDDEN);
    }

    private static void network(TinyCheckpoint model, String prefix) {
        model.put(prefix + "conv1.weight", 4, 3, 7, 7);
        batchNorm(model, prefix + "bn1", 4);
        bottleneck(model, prefix + "layer1.0.", 4);
        bottleneck(model, prefix + "layer1.1.", 6);
        bottleneck(model, prefix + "layer2.0.", 6);
        for (String part : List.of(
                "downsample.0.weight",
                "downsample.1.weight",
                "downsample.1.bias",
                "downsample.1.running_mean",
                "downsample.1.running_var",
                "downsample.1.num_batches_tracked")) {
            model.remove(prefix + "layer1.1." + part);
        }
    }

    private static void bottleneck(TinyCheckpoint model, String block, int input) {
        model.put(block + "conv1.weight", 2, input, 1, 1)
                .put(block + "conv2.weight", 2, 2, 3, 3)
                .put(block + "conv3.weight", 6, 2, 1, 1)
                .put(block + "downsample.0.weight", 6, input, 1, 1);
        batchNorm(model, block + "bn1", 2);
        batchNorm(model, block + "bn2", 2);
        batchNorm(model, block + "bn3", 6);
        batchNorm(model, block + "downsample.1", 6);
    }

    private static void batchNorm(TinyCheckpoint model, String name, int channels) {
        model.norms(channels, name)
                .vectors(channels, name + ".running_mean", name + ".running_var")
                .put(name + ".num_batches_tracked");
    }
}
