package org.panderm4j.benchmarks.kernels;

/** GELU of the hidden layer by itself, [b n, 4 d]. */
public class GeluKernelBenchmark extends KernelBenchmark {
    @Override
    Kernel kernel(Kernels kernels) {
        return kernels.gelu(new RowsShape(rows(), 4 * model.width()));
    }
}
