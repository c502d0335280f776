package org.panderm4j.nn.tower;

/**
 * How a feature is read from the last block's tokens: norm over tokens, pooling, norm over the pooled vector, pooler, projection.
 *
 * @param tokenNorm whether every token passes the final norm
 * @param pooling which tokens make the vector
 * @param pooledNorm whether, and with which weights, the pooled vector is normalised
 * @param eps added to the variance in these norms; without meaning where there is none
 * @param pooler whether the vector passes BERT's pooler, tanh(W x + b)
 * @param projection what maps the vector to the feature
 */
public record Head(
        boolean tokenNorm, Pooling pooling, PooledNorm pooledNorm, double eps, boolean pooler, Projection projection) {

    public Head {
        if ((tokenNorm || pooledNorm != PooledNorm.NONE) && !(eps > 0)) {
            throw new IllegalArgumentException("expected a positive eps for the final norm, found " + eps);
        }
    }

    /** Which tokens are taken together. */
    public enum Pooling {
        /** Token 0. */
        CLASS,
        /** The mean of the tokens of patches, without class token, registers and text. */
        MEAN_OF_PATCHES,
        /** The mean of all tokens that are not padding. */
        MASKED_MEAN,
        /** The token at which the text ends, see {@link TextEnd}. */
        END,
        /** The first token of the text behind a picture, see {@link Stem.JointStem}. */
        FIRST_OF_TEXT
    }

    /** The norm over the pooled vector. */
    public enum PooledNorm {
        NONE,
        /**
         * The weights of the token norm, a second time where the tokens have passed it. PanDerm-2 was trained and released with
         * twice: its reference code keeps both norms in one attribute. Leaving one out changes features by 20 to 30 per cent.
         */
        SAME_WEIGHTS,
        /** A norm with weights of its own, {@code head.pooled_norm}. */
        OWN_WEIGHTS
    }
}
