package org.panderm4j.benchmarks.kernels;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.memory.ArrayCacheMemoryMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J's interpreter, whose scratch memory serves the next run and whose lists of the last run do not pile up. */
final class GraphSession extends InferenceSession implements AutoCloseable {
    GraphSession(SameDiff graph) {
        super(graph);
        setMmgr(new ArrayCacheMemoryMgr());
    }

    /** Runs the graph; what {@code use} is given is valid until it returns. */
    <T> T run(String output, Map<String, INDArray> inputs, Function<INDArray, T> use) {
        Map<String, INDArray> results = output(List.of(output), inputs, null, null, List.of(), At.defaultAt());
        INDArray result = results.get(output);
        try {
            return use.apply(result);
        } finally {
            getMmgr().release(result);
            freedArrays.clear();
            nodeValueOutputs.clear();
        }
    }

    @Override
    public void close() {
        try {
            getMmgr().close();
        } catch (Exception e) {
            throw new IllegalStateException("expected scratch memory to be given back, found " + e, e);
        }
    }
}
