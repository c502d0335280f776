package org.panderm4j.benchmarks.kernels;

import org.panderm4j.benchmarks.Vit;

/** Attention between its projections, all heads of the batch. */
public class AttentionKernelBenchmark extends KernelBenchmark {
    @Override
    Kernel kernel(Kernels kernels) {
        return kernels.attention(new AttentionShape(batch, Vit.TOKENS, model.heads(), model.width() / model.heads()));
    }
}
