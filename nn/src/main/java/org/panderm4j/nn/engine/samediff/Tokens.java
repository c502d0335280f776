package org.panderm4j.nn.engine.samediff;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.graph.TowerParts;

/** The tokens of a batch on their way through a tower's parts, in native memory until closed. */
final class Tokens implements AutoCloseable {
    private final INDArray held;

    /** Copies what the stem made, [b, n, d]. */
    Tokens(INDArray stem) {
        this.held = stem.dup('c');
    }

    /** Copies what a block made, [b, n, d]. */
    void set(INDArray made) {
        held.assign(made);
    }

    /** The inputs of the next part: those of the batch, and these tokens as a matrix [b n, d]. */
    Map<String, INDArray> with(Map<String, INDArray> inputs) {
        Map<String, INDArray> all = new HashMap<>(inputs);
        all.put(TowerParts.TOKENS_IN, held.reshape('c', held.size(0) * held.size(1), held.size(2)));
        return all;
    }

    @Override
    public void close() {
        held.close();
    }
}
