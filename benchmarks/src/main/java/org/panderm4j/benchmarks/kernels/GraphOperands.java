package org.panderm4j.benchmarks.kernels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A graph under construction and the arrays that it reads; they go over to the kernel that comes of it. */
final class GraphOperands {
    private final SameDiff graph = SameDiff.create();
    private final List<INDArray> arrays = new ArrayList<>();
    private final Map<String, INDArray> inputs = new HashMap<>();

    GraphOperands() {
        // Arrays are kept as they are given, without a copy for each thread.
        graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
    }

    SameDiff graph() {
        return graph;
    }

    /** What differs from run to run in a tower. */
    SDVariable input(String name, float[] values, long... shape) {
        inputs.put(name, array(values, shape));
        return graph.placeHolder(name, DataType.FLOAT, shape);
    }

    /** A parameter. */
    SDVariable constant(String name, float[] values, long... shape) {
        return graph.constant(name, array(values, shape));
    }

    private INDArray array(float[] values, long... shape) {
        INDArray array = Nd4j.create(values, shape, 'c');
        arrays.add(array);
        return array;
    }

    /** Ends the construction: the kernel gives {@code output}. */
    Kernel kernel(SDVariable output) {
        return new GraphKernel(new GraphSession(graph), inputs, arrays, output.name());
    }
}
