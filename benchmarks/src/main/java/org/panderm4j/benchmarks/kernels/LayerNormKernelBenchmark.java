package org.panderm4j.benchmarks.kernels;

/** The norm before a branch, [b n, d]. */
public class LayerNormKernelBenchmark extends KernelBenchmark {
    @Override
    Kernel kernel(Kernels kernels) {
        return kernels.layerNorm(new RowsShape(rows(), model.width()));
    }
}
