package org.panderm4j.nn.backprop;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.engine.onednn.TrainingKernels.Rows;
import org.panderm4j.nn.nd4j.HostMemory;

/** Softmax over the last axis, and on the way back in one pass from its result. */
final class FusedSoftmax extends HostOp {
    private final TrainingKernels kernels;

    private FusedSoftmax(TrainingKernels kernels, SDVariable x) {
        super(x.getSameDiff(), x);
        this.kernels = kernels;
    }

    static SDVariable of(TrainingKernels kernels, SDVariable x) {
        return new FusedSoftmax(kernels, x).outputVariable();
    }

    @Override
    SDVariable[] back(SDVariable gradient) {
        return new FusedSoftmaxBack(gradient, this).outputVariables();
    }

    @Override
    public String opName() {
        return "fused_softmax";
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        INDArray y = memory.take(shapes[0]);
        kernels.softmax(rows(y), memory.denseAddress(arguments[0]), HostMemory.address(y));
        return only(y);
    }

    private static Rows rows(INDArray array) {
        long width = array.size(-1);
        return new Rows(array.length() / width, width);
    }

    /** The way back. */
    private static final class FusedSoftmaxBack extends HostOp {
        private final TrainingKernels kernels;

        FusedSoftmaxBack(SDVariable gradient, FusedSoftmax forward) {
            super(gradient.getSameDiff(), forward.outputVariable(), gradient);
            this.kernels = forward.kernels;
        }

        @Override
        public String opName() {
            return "fused_softmax_back";
        }

        @Override
        INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
            INDArray x = memory.take(shapes[0]);
            kernels.softmaxBack(
                    rows(x),
                    memory.denseAddress(arguments[0]),
                    memory.denseAddress(arguments[1]),
                    HostMemory.address(x));
            return only(x);
        }
    }
}
