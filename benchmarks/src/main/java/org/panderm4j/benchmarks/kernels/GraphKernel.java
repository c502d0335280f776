package org.panderm4j.benchmarks.kernels;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A SameDiff graph with its operands. */
final class GraphKernel implements Kernel {
    private final GraphSession session;
    private final Map<String, INDArray> inputs;
    private final List<INDArray> arrays;
    private final String output;

    /**
     * Takes over all that it is given.
     *
     * @param arrays inputs and parameters, closed with the kernel
     */
    GraphKernel(GraphSession session, Map<String, INDArray> inputs, List<INDArray> arrays, String output) {
        this.session = session;
        this.inputs = inputs;
        this.arrays = arrays;
        this.output = output;
    }

    @Override
    public void run() {
        session.run(output, inputs, INDArray::length);
    }

    @Override
    public float[] result() {
        return session.run(output, inputs, made -> {
            try (INDArray plain = made.dup('c')) {
                return plain.data().asFloat();
            }
        });
    }

    @Override
    public void close() {
        session.close();
        arrays.forEach(INDArray::close);
    }
}
