package org.panderm4j.benchmarks.kernels;

/**
 * Self-attention between its two projections, without a mask, and its operand.
 *
 * @param batch sequences, b
 * @param tokens of each, n
 * @param heads h
 * @param headWidth c
 */
public record AttentionShape(int batch, int tokens, int heads, int headWidth) {
    /** d = h c */
    public int width() {
        return heads * headWidth;
    }

    /** [b n, 3 d]: of each token the queries of all heads, then the keys, then the values. */
    public float[] queriesKeysValues() {
        return Noise.values("qkv", batch * tokens * 3 * width(), 2);
    }
}
