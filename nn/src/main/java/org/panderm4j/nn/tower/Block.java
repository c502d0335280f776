package org.panderm4j.nn.tower;

/**
 * One encoder block: attention and a two-layer MLP, each with a norm and a residual.
 *
 * @param width length of a token vector
 * @param heads attention heads; divides {@code width}
 * @param norm where the norms stand
 * @param eps added to the variance in both norms
 * @param biases which of query, key and value have a bias
 * @param layerScale whether both branches are multiplied by a learned vector before they are added
 * @param mask which keys a query may look at
 * @param hidden width of the MLP's hidden layer
 * @param activation of the hidden layer
 */
public record Block(
        int width,
        int heads,
        NormPlace norm,
        double eps,
        Biases biases,
        boolean layerScale,
        Mask mask,
        int hidden,
        Activation activation) {

    public Block {
        if (width <= 0 || heads <= 0 || width % heads != 0) {
            throw new IllegalArgumentException(
                    "expected a width that is a multiple of the heads, found width " + width + ", heads " + heads);
        }
        if (hidden <= 0 || eps <= 0) {
            throw new IllegalArgumentException(
                    "expected a positive hidden width and eps, found hidden " + hidden + ", eps " + eps);
        }
    }

    /** Values per head. */
    public int headWidth() {
        return width / heads;
    }

    /** Where a norm stands: before its branch (ViT), or after the residual has been added (BERT). */
    public enum NormPlace {
        BEFORE,
        AFTER
    }

    /** Which keys are visible: all, or all that are not padding. */
    public enum Mask {
        NONE,
        PADDING
    }

    /** Which of the three attention inputs have a bias; a missing one is zero. */
    public record Biases(boolean query, boolean key, boolean value) {
        public static final Biases ALL = new Biases(true, true, true);
        /** BEiT and CAE leave the key bias out: without rotary positions it has no influence. */
        public static final Biases NO_KEY = new Biases(true, false, true);
    }
}
