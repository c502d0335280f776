package org.panderm4j.benchmarks.kernels;

import org.openjdk.jmh.annotations.Param;

/** Linear layers with each fusion. */
public class LinearKernelBenchmark extends KernelBenchmark {
    @Param({"UP", "DOWN"})
    Layer layer;

    @Param({"PLAIN", "BIAS", "BIAS_GELU", "BIAS_RESIDUAL", "BIAS_SCALE_RESIDUAL"})
    LinearShape.Fusion fusion;

    /** The products with weights in a block, by the width of input and output in units of the block's. */
    public enum Layer {
        /** Queries, keys and values. */
        QKV(1, 3),
        /** Out of attention. */
        OUT(1, 1),
        /** Into the hidden layer of the MLP. */
        UP(1, 4),
        /** Out of it. */
        DOWN(4, 1);

        private final int in;
        private final int out;

        Layer(int in, int out) {
            this.in = in;
            this.out = out;
        }
    }

    @Override
    Kernel kernel(Kernels kernels) {
        int d = model.width();
        return kernels.linear(new LinearShape(rows(), layer.in * d, layer.out * d, fusion));
    }
}
