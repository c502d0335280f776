package org.panderm4j.nn.backprop;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The gradient of an array of which a part was taken: zero elsewhere. ND4J's own fails where the part's axis has length 1. */
final class SliceBack extends HostOp {
    /** Places of the operation's whole numbers: five bit masks, then beginnings, ends and steps of the axes. */
    private static final int BEGIN_MASK = 0;

    private static final int END_MASK = 2;
    private static final int SHRINK_MASK = 4;
    private static final int MASKS = 5;

    private final long[] numbers;

    private SliceBack(SDVariable gradient, DynamicCustomOp slice) {
        super(gradient.getSameDiff(), gradient, slice.arg(0));
        this.numbers = slice.iArgs();
        long[] steps = Arrays.copyOfRange(numbers, MASKS + 2 * axes(), numbers.length);
        if (Arrays.stream(steps).anyMatch(step -> step != 1)) {
            throw new IllegalStateException("expected a part without gaps, found steps " + Arrays.toString(steps));
        }
    }

    static SDVariable of(SDVariable gradient, DynamicCustomOp slice) {
        return new SliceBack(gradient, slice).outputVariable();
    }

    private int axes() {
        return (numbers.length - MASKS) / 3;
    }

    @Override
    public String opName() {
        return "slice_back";
    }

    @Override
    boolean needsOnlyShape(int index) {
        return index == 1;
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        INDArray whole = memory.take(shapes[1]);
        whole.assign(0);
        INDArrayIndex[] part = new INDArrayIndex[axes()];
        long[] lengths = new long[axes()];
        for (int axis = 0; axis < part.length; axis++) {
            long from = isSet(BEGIN_MASK, axis) ? 0 : numbers[MASKS + axis];
            long to = isSet(END_MASK, axis) ? shapes[1][axis] : numbers[MASKS + axes() + axis];
            lengths[axis] = isSet(SHRINK_MASK, axis) ? 1 : to - from;
            part[axis] = NDArrayIndex.interval(from, from + lengths[axis]);
        }
        whole.get(part).assign(memory.dense(arguments[0]).reshape('c', lengths));
        return only(whole);
    }

    private boolean isSet(int mask, int axis) {
        return (numbers[mask] >> axis & 1) != 0;
    }
}
