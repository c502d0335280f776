package org.panderm4j.nn.train;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * All of a run that must be kept to go on with the same bits. Random numbers are not among it: they follow from the seed and the
 * step.
 *
 * @param step steps of the optimiser that are done
 * @param numbers by name, e.g. the best value so far and the step at which it was reached
 * @param tensors by name: parameters under their own names, the optimiser's under a prefix; views or copies
 */
public record Snapshot(long step, Map<String, Double> numbers, Map<String, Values> tensors) implements SavedState {
    public Snapshot {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * A tensor.
     *
     * @param shape outermost axis first; empty for a scalar
     * @param values in C order, from position 0 to the limit
     */
    public record Values(long[] shape, FloatBuffer values) {}

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }

    @Override
    public long[] shape(String name) {
        return tensor(name).shape().clone();
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        target.put(tensor(name).values().duplicate());
    }

    private Values tensor(String name) {
        Values values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no tensor " + name + " in the snapshot of step " + step);
        }
        return values;
    }
}
