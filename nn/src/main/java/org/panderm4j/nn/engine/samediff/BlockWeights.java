package org.panderm4j.nn.engine.samediff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.tower.Weights;

/** Native memory for the weights of one block, from the first that is read until closed. */
final class BlockWeights implements AutoCloseable {
    private final Map<String, long[]> shapes;
    private final Map<String, INDArray> arrays = new LinkedHashMap<>();

    /** For blocks with parameters of these shapes; takes no memory yet. */
    BlockWeights(Map<String, long[]> shapes) {
        this.shapes = shapes;
    }

    /** Reads a block over the one before. */
    void read(Weights weights, String prefix) {
        shapes.forEach((name, shape) -> {
            INDArray array = arrays.computeIfAbsent(name, any -> NativeTensors.allocate(shape));
            NativeTensors.read(weights, prefix + name, array);
        });
    }

    /** By names without the block's prefix. */
    Map<String, INDArray> arrays() {
        return arrays;
    }

    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
        arrays.clear();
    }
}
