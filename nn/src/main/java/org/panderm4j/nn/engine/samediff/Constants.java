package org.panderm4j.nn.engine.samediff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.tower.Weights;

/** A tower's weights as constants of a graph: each is read once, straight into native memory, and closed with its owner. */
final class Constants implements Parameters, AutoCloseable {
    private final SameDiff graph;
    private final Weights weights;
    private final String prefix;
    private final Map<String, SDVariable> variables = new LinkedHashMap<>();
    private final Map<String, INDArray> arrays = new LinkedHashMap<>();

    Constants(SameDiff graph, Weights weights, String prefix) {
        this.graph = graph;
        this.weights = weights;
        this.prefix = prefix;
    }

    @Override
    public SDVariable get(String name, long... shape) {
        return variables.computeIfAbsent(name, any -> graph.constant(name, read(name, shape)));
    }

    private INDArray read(String name, long... shape) {
        WeightCheck.require(weights, prefix + name, shape);
        INDArray array = NativeTensors.allocate(shape);
        arrays.put(name, array);
        NativeTensors.read(weights, prefix + name, array);
        return array;
    }

    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
        arrays.clear();
    }
}
