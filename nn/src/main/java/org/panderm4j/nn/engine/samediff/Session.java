package org.panderm4j.nn.engine.samediff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J's interpreter of a graph, with memory of our own and without its list of every array ever released. */
final class Session extends InferenceSession {
    private final ArrayPool pool;

    /** Takes over the pool; sessions that never run at the same time may share it. */
    Session(SameDiff graph, ArrayPool pool) {
        super(graph);
        this.pool = pool;
        setMmgr(pool);
    }

    /**
     * Runs the graph; the arrays returned are valid until {@link #endRun}.
     *
     * @param inputs by placeholder; those that the graph has not are left out
     */
    Map<String, INDArray> run(List<String> outputs, Map<String, INDArray> inputs) {
        Map<String, INDArray> own = new HashMap<>(inputs);
        own.keySet().removeIf(name -> !sameDiff.hasVariable(name));
        return output(outputs, own, null, null, List.of(), At.defaultAt());
    }

    /** Runs the graph and ends the run; what {@code use} is given is valid until it returns. */
    <T> T run(List<String> outputs, Map<String, INDArray> inputs, Function<Map<String, INDArray>, T> use) {
        try {
            return use.apply(run(outputs, inputs));
        } finally {
            endRun();
        }
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
