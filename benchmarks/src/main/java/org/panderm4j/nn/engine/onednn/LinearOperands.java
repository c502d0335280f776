package org.panderm4j.nn.engine.onednn;

import java.util.Optional;

/**
 * A linear layer with what is fused to it: f(x W^T + b) * scale + residual, where there are such.
 *
 * @param in length of a row of x
 * @param x [rows, in]
 * @param weight W, [out, in]
 * @param bias b, [out]
 * @param gelu whether f is GELU by the error function; without a scale and a residual then
 * @param scale [out]
 * @param residual [rows, out]
 */
public record LinearOperands(
        int in,
        float[] x,
        float[] weight,
        Optional<float[]> bias,
        boolean gelu,
        Optional<float[]> scale,
        Optional<float[]> residual) {
    public LinearOperands {
        if (gelu && (scale.isPresent() || residual.isPresent())) {
            throw new IllegalArgumentException(
                    "expected a linear layer with GELU or with scale and residual, found both, which no block has");
        }
    }

    int rows() {
        return x.length / in;
    }

    int out() {
        return weight.length / in;
    }
}
