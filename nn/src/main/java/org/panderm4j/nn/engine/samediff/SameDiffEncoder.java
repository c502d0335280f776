package org.panderm4j.nn.engine.samediff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Runs a tower as a plain SameDiff graph, in float32. */
public final class SameDiffEncoder implements Encoder {
    private final Tower tower;
    private final Constants constants;
    private final Session session;
    private boolean closed;

    private SameDiffEncoder(Tower tower, Constants constants, Session session) {
        this.tower = tower;
        this.constants = constants;
        this.session = session;
    }

    /**
     * Builds the graph and reads the weights into it.
     *
     * @param threads for ND4J's operations and products in this process; 0 leaves its own choice
     */
    public static SameDiffEncoder open(Tower tower, Weights weights, String prefix, int threads) {
        if (threads > 0) {
            // In this order: Nd4j finds the backend, and the holder alone does not.
            Nd4j.factory().blas().setMaxThreads(threads);
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        }
        SameDiff graph = SameDiff.create();
        graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
        Constants constants = new Constants(graph, weights, prefix);
        try {
            TowerGraph.build(graph, tower, constants);
        } catch (RuntimeException e) {
            constants.close();
            throw e;
        }
        return new SameDiffEncoder(tower, constants, new Session(graph, new ArrayPool()));
    }

    @Override
    public Tower tower() {
        return tower;
    }

    @Override
    public synchronized Map<String, Tensor> encode(Batch batch, List<String> outputs) {
        if (closed) {
            throw new IllegalStateException("this encoder has been closed");
        }
        List<String> known = TowerGraph.outputs(tower);
        if (outputs.isEmpty() || !known.containsAll(outputs)) {
            throw new IllegalArgumentException("expected outputs among " + known + ", found " + outputs);
        }
        try (Inputs inputs = Inputs.of(batch, tower)) {
            return detach(session.run(outputs, inputs.arrays()), outputs);
        } finally {
            session.endRun();
        }
    }

    private static Map<String, Tensor> detach(Map<String, INDArray> results, List<String> outputs) {
        Map<String, Tensor> detached = new LinkedHashMap<>();
        for (String name : outputs) {
            try (INDArray plain = results.get(name).dup('c')) {
                detached.put(name, new Tensor(plain.data().asFloat(), plain.shape()));
            }
        }
        return detached;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            session.close();
            constants.close();
        }
    }
}
