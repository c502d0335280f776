package org.panderm4j.nn.backprop;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.nd4j.HostMemory;

/** The gradient of an argument that may have been broadcast: sums over the axes along which it was repeated. */
final class SumTo extends HostOp {
    private SumTo(SDVariable gradient, SDVariable argument) {
        super(gradient.getSameDiff(), gradient, argument);
    }

    /** The gradient in the argument's shape; without a copy where it has it already. */
    static SDVariable of(SDVariable gradient, SDVariable argument) {
        return new SumTo(gradient, argument).outputVariable();
    }

    @Override
    public String opName() {
        return "sum_to";
    }

    @Override
    boolean needsOnlyShape(int index) {
        return index == 1;
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        long[] from = shapes[0];
        long[] to = shapes[1];
        if (Arrays.equals(from, to)) {
            return only(arguments[0]);
        }
        boolean columns = from.length == 2 && to.length == 1 && from[1] == to[0];
        if (columns && HostMemory.isShared() && arguments[0].dataType() == DataType.FLOAT) {
            INDArray sums = memory.take(to);
            ColumnSums.of(memory.dense(arguments[0]), to[0], sums, memory.workers());
            return only(sums);
        }
        int missing = from.length - to.length;
        int[] axes = IntStream.range(0, from.length)
                .filter(axis -> axis < missing || to[axis - missing] != from[axis])
                .toArray();
        return only(memory.sum(arguments[0], axes).reshape('c', to));
    }
}
