package org.panderm4j.nn.backprop;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of a reshaped array: in the array's own shape, without a copy. */
final class ReshapeLike extends HostOp {
    private ReshapeLike(SDVariable gradient, SDVariable argument) {
        super(gradient.getSameDiff(), gradient, argument);
    }

    static SDVariable of(SDVariable gradient, SDVariable argument) {
        return new ReshapeLike(gradient, argument).outputVariable();
    }

    @Override
    public String opName() {
        return "reshape_like";
    }

    @Override
    boolean needsOnlyShape(int index) {
        return index == 1;
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        return only(memory.dense(arguments[0]).reshape('c', shapes[1]));
    }
}
