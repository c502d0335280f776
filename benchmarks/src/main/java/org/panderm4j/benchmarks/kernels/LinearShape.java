package org.panderm4j.benchmarks.kernels;

/**
 * A linear layer and its operands.
 *
 * @param rows b n
 * @param in length of a row of x
 * @param out length of a row of the result
 * @param fusion what is done to the product
 */
public record LinearShape(int rows, int in, int out, Fusion fusion) {
    /** What follows the product x W^T. */
    public enum Fusion {
        /** Nothing. */
        PLAIN(false, false, false, false),
        /** + bias. */
        BIAS(true, false, false, false),
        /** GELU by the error function of (+ bias): the hidden layer of an MLP. */
        BIAS_GELU(true, true, false, false),
        /** + bias, + residual: the end of a branch. */
        BIAS_RESIDUAL(true, false, false, true),
        /** (+ bias) * scale, + residual: the end of a branch with LayerScale (Touvron et al. 2021). */
        BIAS_SCALE_RESIDUAL(true, false, true, true);

        private final boolean bias;
        private final boolean gelu;
        private final boolean scale;
        private final boolean residual;

        Fusion(boolean bias, boolean gelu, boolean scale, boolean residual) {
            this.bias = bias;
            this.gelu = gelu;
            this.scale = scale;
            this.residual = residual;
        }

        public boolean hasBias() {
            return bias;
        }

        public boolean hasGelu() {
            return gelu;
        }

        public boolean hasScale() {
            return scale;
        }

        public boolean hasResidual() {
            return residual;
        }
    }

    /** [rows, in] */
    public float[] x() {
        return Noise.values("x", rows * in, 1);
    }

    /** [out, in], as checkpoints have it; small enough that the product's values are those of a network. */
    public float[] weight() {
        return Noise.values("weight", out * in, 3 / Math.sqrt(in));
    }

    /** [out] */
    public float[] bias() {
        return Noise.values("bias", out, 1);
    }

    /** [out] */
    public float[] scale() {
        return Noise.values("scale", out, 1);
    }

    /** [rows, out] */
    public float[] residual() {
        return Noise.values("residual", rows * out, 1);
    }
}
