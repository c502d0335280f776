package org.panderm4j.nn.backprop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.lora.Adapters;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Parameter;

/** All parameters of a tower and its adapters, by their names without the tower's prefix. */
final class LearnedTensors implements AutoCloseable {
    private final Map<String, LearnedTensor> tensors;

    private LearnedTensors(Map<String, LearnedTensor> tensors) {
        this.tensors = tensors;
    }

    /**
     * Reads the weights and the adapters.
     *
     * @throws IllegalArgumentException when one is missing or mis-shaped
     */
    static LearnedTensors read(Tower tower, FrozenTensors frozen, String prefix, TowerNetwork.Options options) {
        Weights weights = frozen.weights();
        String names = options.name().orElse(prefix);
        Map<String, long[]> shapes = ParameterShapes.of(tower);
        shapes.forEach((name, shape) -> WeightCheck.require(weights, prefix + name, shape));
        LearnedTensors all = new LearnedTensors(new LinkedHashMap<>());
        boolean read = false;
        try {
            shapes.forEach((name, shape) -> all.tensors.put(
                    name,
                    options.trained().test(name)
                            ? LearnedTensor.trained(names + name, weights, prefix + name, shape)
                            : LearnedTensor.frozen(names + name, frozen.array(prefix + name, shape))));
            options.adapters().ifPresent(adapters -> all.readAdapters(tower, adapters, names));
            read = true;
            return all;
        } finally {
            if (!read) {
                all.close();
            }
        }
    }

    private void readAdapters(Tower tower, Adapters adapters, String names) {
        Weights values = adapters.values();
        Map<String, long[]> shapes = adapters.lora().shapes(tower);
        shapes.forEach((name, shape) -> WeightCheck.require(values, adapters.prefix() + name, shape));
        shapes.forEach((name, shape) ->
                tensors.put(name, LearnedTensor.trained(names + name, values, adapters.prefix() + name, shape)));
    }

    /** Whether something learns whose name, without the tower's prefix, begins so. */
    boolean learnsAny(String beginning) {
        return tensors.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().startsWith(beginning) && entry.getValue().isTrained());
    }

    /** Those that are not frozen: the tower's own in the order in which it uses them, then adapters. */
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
