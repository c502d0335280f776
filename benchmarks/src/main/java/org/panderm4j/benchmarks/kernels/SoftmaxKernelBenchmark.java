package org.panderm4j.benchmarks.kernels;

import org.panderm4j.benchmarks.Vit;

/** Softmax of the scores of all heads, [b h n, n]. */
public class SoftmaxKernelBenchmark extends KernelBenchmark {
    @Override
    Kernel kernel(Kernels kernels) {
        return kernels.softmax(new RowsShape(rows() * model.heads(), Vit.TOKENS));
    }
}
