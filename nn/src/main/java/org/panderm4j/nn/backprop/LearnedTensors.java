package org.panderm4j.nn.backprop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Parameter;

/** All parameters of a tower, by their names without the tower's prefix. */
final class LearnedTensors implements AutoCloseable {
    private final Map<String, LearnedTensor> tensors;

    private LearnedTensors(Map<String, LearnedTensor> tensors) {
        this.tensors = tensors;
    }

    static LearnedTensors read(Tower tower, Weights weights, String prefix, Predicate<String> trained) {
        Map<String, long[]> shapes = ParameterShapes.of(tower);
        shapes.forEach((name, shape) -> WeightCheck.require(weights, prefix + name, shape));
        LearnedTensors all = new LearnedTensors(new LinkedHashMap<>());
        boolean read = false;
        try {
            shapes.forEach((name, shape) ->
                    all.tensors.put(name, LearnedTensor.read(weights, prefix + name, shape, trained.test(name))));
            read = true;
            return all;
        } finally {
            if (!read) {
                all.close();
            }
        }
    }

    /** Those that are not frozen, in the order in which the tower uses them. */
    List<Parameter> trained() {
        return tensors.values().stream()
                .filter(LearnedTensor::isTrained)
                .map(Parameter.class::cast)
                .toList();
    }

    /** By its name without the tower's prefix. */
    LearnedTensor get(String name) {
        return tensors.get(name);
    }

    @Override
    public void close() {
        tensors.values().forEach(LearnedTensor::close);
    }
}
