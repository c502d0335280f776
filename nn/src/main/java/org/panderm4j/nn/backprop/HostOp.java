package org.panderm4j.nn.backprop;

import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * An operation that ND4J has not, or has wrong or slow, computed by this program. It is part of a graph like any other, as long as
 * {@link Interpreter} runs the graph.
 */
abstract class HostOp extends DynamicCustomOp {
    /** All results have the type of the first argument. */
    HostOp(SameDiff graph, SDVariable... arguments) {
        super(graph, arguments);
    }

    /** Also called while an operation is being made, so it must not depend on fields. */
    @Override
    public abstract String opName();

    /** Whether of argument {@code index} only the shape is looked at; its values need not be kept. */
    boolean needsOnlyShape(int index) {
        return false;
    }

    /**
     * Computes the results.
     *
     * @param arguments null where only the shape is needed
     * @param shapes of all arguments
     * @param memory where new arrays come from
     * @return for each result a new array, or one of the arguments, or a view of one
     */
    abstract INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory);

    /** Gradients by the arguments, from that by the first result; null where there is none. */
    SDVariable[] back(SDVariable gradient) {
        throw new IllegalStateException("operation " + opName() + " has no gradient");
    }

    static INDArray[] only(INDArray result) {
        return new INDArray[] {result};
    }

    @Override
    public int getNumOutputs() {
        return 1;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> types) {
        return Collections.nCopies(getNumOutputs(), types.get(0));
    }
}
