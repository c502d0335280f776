package org.panderm4j.nn.tower;

/**
 * Multi-head self-attention (Vaswani et al. 2017): softmax(s q k^T + what mask and positions add) v for each head, heads
 * concatenated, output projection.
 *
 * @param heads divides the block's width
 * @param scale s, usually 1 / sqrt(head width)
 * @param biases which of its four linear layers have a bias
 * @param mask which keys a query may look at
 * @param place how the places of query and key enter the scores
 * @param headScale whether each head's result is multiplied by a learned number (NormFormer, Shleifer et al. 2021)
 * @param norm whether the result passes a norm of its own before the residual is added (NormFormer)
 */
public record Attention(
        int heads, double scale, Biases biases, Mask mask, Place place, boolean headScale, boolean norm) {

    public Attention {
        if (heads <= 0 || !(scale > 0)) {
            throw new IllegalArgumentException(
                    "expected a positive number of heads and scale, found heads " + heads + ", scale " + scale);
        }
    }

    /** The usual attention of {@code heads} heads of {@code headWidth} values. */
    public static Attention plain(int heads, int headWidth, Biases biases, Mask mask) {
        return new Attention(heads, 1 / Math.sqrt(headWidth), biases, mask, Place.NONE, false, false);
    }

    /** Which keys are visible. */
    public enum Mask {
        /** All. */
        NONE,
        /** All that are not padding. */
        PADDING,
        /** Those at the query's place and before it; padding is not told apart. */
        CAUSAL
    }

    /** How the places of query and key enter the scores. */
    public enum Place {
        /** Not at all. */
        NONE,
        /** Queries and keys are rotated, see {@link Positions.Rotary}. */
        ROTARY,
        /** A number for each pair of places is added, see {@link Stem.JointStem}. */
        RELATIVE
    }

    /** Which linear layers have a bias; a missing one is zero. */
    public record Biases(boolean query, boolean key, boolean value, boolean output) {
        public static final Biases ALL = new Biases(true, true, true, true);
        /** BEiT and CAE leave the key bias out: without rotary positions it has no influence. */
        public static final Biases NO_KEY = new Biases(true, false, true, true);
    }
}
