package org.panderm4j.nn.backprop;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.onednn.TrainingKernels;
import org.panderm4j.nn.nd4j.HostMemory;
import org.panderm4j.nn.tower.Activation;

/** An activation in one pass, and on the way back in one from its argument alone. */
final class FusedActivation extends HostOp {
    private final TrainingKernels kernels;
    private final Activation activation;

    private FusedActivation(TrainingKernels kernels, Activation activation, SDVariable x) {
        super(x.getSameDiff(), x);
        this.kernels = kernels;
        this.activation = activation;
    }

    static SDVariable of(TrainingKernels kernels, SDVariable x, Activation activation) {
        return new FusedActivation(kernels, activation, x).outputVariable();
    }

    @Override
    SDVariable[] back(SDVariable gradient) {
        return new FusedActivationBack(gradient, this).outputVariables();
    }

    @Override
    public String opName() {
        return "fused_activation";
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        INDArray y = memory.take(shapes[0]);
        kernels.activate(activation, y.length(), memory.denseAddress(arguments[0]), HostMemory.address(y));
        return only(y);
    }

    /** The way back. */
    private static final class FusedActivationBack extends HostOp {
        private final FusedActivation forward;

        FusedActivationBack(SDVariable gradient, FusedActivation forward) {
            super(gradient.getSameDiff(), forward.arg(0), gradient);
            this.forward = forward;
        }

        @Override
        public String opName() {
            return "fused_activation_back";
        }

        @Override
        INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
            INDArray x = memory.take(shapes[0]);
            forward.kernels.activateBack(
                    forward.activation,
                    x.length(),
                    memory.denseAddress(arguments[0]),
                    memory.denseAddress(arguments[1]),
                    HostMemory.address(x));
            return only(x);
        }
    }
}
