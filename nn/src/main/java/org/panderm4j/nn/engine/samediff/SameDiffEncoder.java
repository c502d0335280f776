package org.panderm4j.nn.engine.samediff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Runs a tower as a plain SameDiff graph, in float32. */
public final class SameDiffEncoder implements Encoder {
    private final Tower tower;
    private final Part whole;
    private boolean closed;

    private SameDiffEncoder(Tower tower, Part whole) {
        this.tower = tower;
        this.whole = whole;
    }

    /**
     * Builds the graph and reads the weights into it.
     *
     * @param threads for ND4J's operations and products in this process; 0 leaves its own choice
     */
    public static SameDiffEncoder open(Tower tower, Weights weights, String prefix, int threads) {
        Nd4jBackend.useThreads(threads);
        return new SameDiffEncoder(
                tower,
                Part.open(new ArrayPool(), weights, prefix, (graph, own) -> TowerGraph.build(graph, tower, own)));
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
        TowerGraph.requireOutputs(tower, outputs);
        try (Inputs inputs = Inputs.of(batch, tower)) {
            return whole.run(outputs, inputs.arrays(), results -> detach(results, outputs));
        }
    }

    private static Map<String, Tensor> detach(Map<String, INDArray> results, List<String> outputs) {
        Map<String, Tensor> detached = new LinkedHashMap<>();
        outputs.forEach(name -> detached.put(name, NativeTensors.detached(results.get(name))));
        return detached;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            whole.close();
        }
    }
}
