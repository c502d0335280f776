package org.panderm4j.nn.engine.samediff;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J's interpreter of a graph, with memory of our own and without its list of every array ever released. */
final class Session extends InferenceSession {
    private final ArrayPool pool;

    /** Takes over the pool. */
    Session(SameDiff graph, ArrayPool pool) {
        super(graph);
        this.pool = pool;
        setMmgr(pool);
    }

    /** Runs the graph; the arrays returned are valid until {@link #endRun}. */
    Map<String, INDArray> run(List<String> outputs, Map<String, INDArray> inputs) {
        return output(outputs, inputs, null, null, List.of(), At.defaultAt());
    }

    void endRun() {
        freedArrays.clear();
        nodeValueOutputs.clear();
        pool.endRun();
    }

    void close() {
        freedArrays.clear();
        nodeValueOutputs.clear();
        pool.close();
    }
}
