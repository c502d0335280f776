package org.panderm4j.benchmarks.kernels;

/** The kernels of one engine; each call prepares one with the operands that the shape gives, and the caller closes it. */
public interface Kernels {
    /** x W^T and what is fused to it, [rows, in] to [rows, out]. */
    Kernel linear(LinearShape shape);

    /** softmax(q k^T / sqrt(c)) v of all heads, from the product of all three projections [b n, 3 d] to [b n, d]. */
    Kernel attention(AttentionShape shape);

    /** (x - mean) / sqrt(variance + eps) * weight + bias of each row (Ba et al. 2016). */
    Kernel layerNorm(RowsShape shape);

    /** Softmax of each row. */
    Kernel softmax(RowsShape shape);

    /** x Phi(x) by the error function (Hendrycks and Gimpel 2016). */
    Kernel gelu(RowsShape shape);
}
