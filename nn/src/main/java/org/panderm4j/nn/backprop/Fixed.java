package org.panderm4j.nn.backprop;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same values, through which no gradient goes. */
public final class Fixed extends HostOp {
    private Fixed(SDVariable x) {
        super(x.getSameDiff(), x);
    }

    public static SDVariable of(SDVariable x) {
        return new Fixed(x).outputVariable();
    }

    @Override
    SDVariable[] back(SDVariable gradient) {
        return new SDVariable[1];
    }

    @Override
    public String opName() {
        return "fixed";
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        return only(arguments[0]);
    }
}
