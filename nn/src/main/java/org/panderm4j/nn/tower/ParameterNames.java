package org.panderm4j.nn.tower;

import java.util.regex.Pattern;

/**
 * Our names of a tower's parameters, relative to the tower's own prefix. Linear weights are (out, in); a layer's name is
 * followed by {@code .weight} and {@code .bias}.
 */
public final class ParameterNames {
    /** (d, 3pp) and (d). */
    public static final String PATCH = "stem.patch";
    /** (1, d). */
    public static final String CLASS_TOKEN = "stem.class";
    /** (r, d). */
    public static final String REGISTERS = "stem.registers";
    /** (n, d), of a picture's tokens or of a text's. */
    public static final String POSITIONS = "stem.positions";
    /** (vocabulary, d). */
    public static final String TOKENS = "stem.tokens";
    /** (types, d). */
    public static final String TYPES = "stem.types";

    public static final String STEM_NORM = "stem.norm";

    /** The residual network of a stem over pictures and texts; its parts are named by {@link #convolution} and its like. */
    public static final String NETWORK = "stem.network.";
    /** Linear, from the network's channels to d. */
    public static final String IMAGE_PROJECTION = "stem.image.projection";

    public static final String IMAGE_NORM = "stem.image.norm";
    /** (bucket² + 1, d); row 0 stands for no place. */
    public static final String IMAGE_POSITIONS = "stem.image.positions";

    public static final String IMAGE_POSITION_NORM = "stem.image.position_norm";
    public static final String POSITION_NORM = "stem.position_norm";
    /** Linear, d to d: products of these two are added to the scores of attention. */
    public static final String POSITION_QUERY = "stem.position_query";

    public static final String POSITION_KEY = "stem.position_key";

    /** First norm of a block: before attention, or after its residual. */
    public static final String ATTENTION_NORM = "attention.norm";
    /** (3d, d): rows of the query, then the key, then the value; inside each head-major. */
    public static final String QKV_WEIGHT = "attention.qkv.weight";

    public static final String QUERY_BIAS = "attention.query.bias";
    public static final String KEY_BIAS = "attention.key.bias";
    public static final String VALUE_BIAS = "attention.value.bias";
    public static final String ATTENTION_OUT = "attention.out";
    public static final String ATTENTION_SCALE = "attention.scale";
    /** (h): factors of the heads. */
    public static final String HEAD_SCALE = "attention.head_scale";
    /** Norm over what attention gives, before the residual. */
    public static final String ATTENTION_OUT_NORM = "attention.out_norm";
    /** (distances, h): added to the scores between two places of a picture. */
    public static final String IMAGE_DISTANCES = "attention.image_distances";
    /** (distances, h): added to the scores between two places of a text. */
    public static final String TOKEN_DISTANCES = "attention.token_distances";

    /** Second norm of a block: before the MLP, or after its residual. */
    public static final String MLP_NORM = "mlp.norm";

    public static final String MLP_UP = "mlp.up";
    public static final String MLP_GATE = "mlp.gate";
    public static final String MLP_DOWN = "mlp.down";
    public static final String MLP_SCALE = "mlp.scale";
    /** Norm over the hidden layer. */
    public static final String MLP_HIDDEN_NORM = "mlp.hidden_norm";

    public static final String HEAD_NORM = "head.norm";
    /** Norm over the pooled vector, where it does not share the weights of {@link #HEAD_NORM}. */
    public static final String POOLED_NORM = "head.pooled_norm";
    /** Linear, d to d, before a hyperbolic tangent. */
    public static final String POOLER = "head.pooler";

    public static final String PROJECTION = "head.projection";
    public static final String PROJECTION_FIRST = "head.projection.first";
    public static final String PROJECTION_SECOND = "head.projection.second";
    /** Linear, d to classes: the classifier that some checkpoints bring along. */
    public static final String CLASSIFIER = "head.classifier";

    private static final Pattern LAYER_NORM = Pattern.compile("(.*[._])?norm\\.(weight|bias)");

    private ParameterNames() {}

    /** Whether a parameter is the gain or the offset of a layer norm, wherever in a tower. */
    public static boolean isNorm(String name) {
        return LAYER_NORM.matcher(name).matches();
    }

    /** Prefix of block {@code index}, with its dot. */
    public static String block(int index) {
        return "blocks." + index + ".";
    }

    /**
     * Prefix of a bottleneck block of a {@link ResNet}, with its dot.
     *
     * @param stage from 0; names count stages from 1, as everybody does
     * @param index of the block in its stage, from 0
     */
    public static String bottleneck(int stage, int index) {
        return NETWORK + "stages." + (stage + 1) + "." + index + ".";
    }

    /** Kernel (out, in, k, k) of convolution {@code index}, of a network or one of its blocks. */
    public static String convolution(String prefix, int index) {
        return prefix + "convolution." + index + ".weight";
    }

    /** The batch norm behind convolution {@code index}: weight, bias, mean and variance, (out) each. */
    public static String batchNorm(String prefix, int index) {
        return prefix + "norm." + index;
    }
}
