package org.panderm4j.nn.tower;

/**
 * Our names of a tower's parameters, relative to the tower's own prefix. Linear weights are (out, in).
 *
 * <p>Stem: {@code stem.patch.weight} (d, 3pp), {@code stem.patch.bias} (d), {@code stem.class} (1, d),
 * {@code stem.positions} (n, d); or {@code stem.tokens} (vocabulary, d), {@code stem.positions}, {@code stem.types},
 * {@code stem.norm.weight}, {@code stem.norm.bias} (d). Blocks: {@code blocks.N.} followed by a name below. Final norm and
 * projections: {@code head.}...
 */
public final class ParameterNames {
    public static final String PATCH_WEIGHT = "stem.patch.weight";
    public static final String PATCH_BIAS = "stem.patch.bias";
    public static final String CLASS_TOKEN = "stem.class";
    public static final String POSITIONS = "stem.positions";
    public static final String TOKENS = "stem.tokens";
    public static final String TYPES = "stem.types";
    public static final String STEM_NORM = "stem.norm";

    /** First norm of a block: before attention, or after its residual. */
    public static final String ATTENTION_NORM = "attention.norm";
    /** (3d, d): rows of the query, then the key, then the value; inside each head-major. */
    public static final String QKV_WEIGHT = "attention.qkv.weight";

    public static final String QUERY_BIAS = "attention.query.bias";
    public static final String KEY_BIAS = "attention.key.bias";
    public static final String VALUE_BIAS = "attention.value.bias";
    public static final String ATTENTION_OUT = "attention.out";
    public static final String ATTENTION_SCALE = "attention.scale";

    /** Second norm of a block: before the MLP, or after its residual. */
    public static final String MLP_NORM = "mlp.norm";

    public static final String MLP_UP = "mlp.up";
    public static final String MLP_DOWN = "mlp.down";
    public static final String MLP_SCALE = "mlp.scale";

    public static final String HEAD_NORM = "head.norm";
    /** Norm over the pooled vector, where it does not share the weights of {@link #HEAD_NORM}. */
    public static final String POOLED_NORM = "head.pooled_norm";

    public static final String PROJECTION = "head.projection";
    public static final String PROJECTION_FIRST = "head.projection.first";
    public static final String PROJECTION_SECOND = "head.projection.second";

    private ParameterNames() {}

    /** Prefix of block {@code index}, with its dot. */
    public static String block(int index) {
        return "blocks." + index + ".";
    }
}
