package org.panderm4j.nn.backprop;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.engine.onednn.TrainingKernels.Moments;
import org.panderm4j.nn.engine.onednn.TrainingKernels.NormGradients;
import org.panderm4j.nn.engine.onednn.TrainingKernels.Rows;
import org.panderm4j.nn.nd4j.HostMemory;

/** Layer norm in one pass: the rows normalised, and of each row mean and variance for the way back. */
final class FusedNorm extends HostOp {
    private final TrainingKernels kernels;
    private final double eps;

    private FusedNorm(TrainingKernels kernels, double eps, SDVariable x, SDVariable weight, SDVariable bias) {
        super(x.getSameDiff(), x, weight, bias);
        this.kernels = kernels;
        this.eps = eps;
    }

    static SDVariable of(TrainingKernels kernels, SDVariable x, SDVariable weight, SDVariable bias, double eps) {
        return new FusedNorm(kernels, eps, x, weight, bias).outputVariables()[0];
    }

    @Override
    SDVariable[] back(SDVariable gradient) {
        return new FusedNormBack(gradient, this).outputVariables();
    }

    @Override
    public String opName() {
        return "fused_norm";
    }

    @Override
    public int getNumOutputs() {
        return 3;
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        INDArray y = memory.take(shapes[0]);
        INDArray mean = memory.take(shapes[0][0]);
        INDArray variance = memory.take(shapes[0][0]);
        kernels.norm(
                new Rows(shapes[0][0], shapes[0][1]),
                eps,
                memory.denseAddress(arguments[0]),
                memory.denseAddress(arguments[1]),
                memory.denseAddress(arguments[2]),
                HostMemory.address(y),
                new Moments(HostMemory.address(mean), HostMemory.address(variance)));
        return new INDArray[] {y, mean, variance};
    }

    /** The way back. */
    private static final class FusedNormBack extends HostOp {
        private final FusedNorm norm;

        FusedNormBack(SDVariable gradient, FusedNorm norm) {
            super(
                    gradient.getSameDiff(),
                    norm.arg(0),
                    norm.arg(1),
                    norm.outputVariables()[1],
                    norm.outputVariables()[2],
                    gradient);
            this.norm = norm;
        }

        @Override
        public String opName() {
            return "fused_norm_back";
        }

        @Override
        public int getNumOutputs() {
            return 3;
        }

        @Override
        INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
            INDArray x = memory.take(shapes[0]);
            INDArray weight = memory.take(shapes[1]);
            INDArray bias = memory.take(shapes[1]);
            norm.kernels.normBack(
                    new Rows(shapes[0][0], shapes[0][1]),
                    norm.eps,
                    memory.denseAddress(arguments[0]),
                    new Moments(HostMemory.address(arguments[2]), HostMemory.address(arguments[3])),
                    memory.denseAddress(arguments[1]),
                    memory.denseAddress(arguments[4]),
                    new NormGradients(HostMemory.address(x), HostMemory.address(weight), HostMemory.address(bias)));
            return new INDArray[] {x, weight, bias};
        }
    }
}
