package org.panderm4j.weights.sae;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.panderm4j.nn.tower.Weights;

/** Tensors that have been read from a file. */
record ReadTensors(Map<String, SaeCheckpoint.Values> tensors) implements Weights {
    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public long[] shape(String name) {
        return tensor(name).shape().clone();
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        target.put(tensor(name).values());
    }

    private SaeCheckpoint.Values tensor(String name) {
        SaeCheckpoint.Values values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no tensor " + name + " of a sparse autoencoder was read");
        }
        return values;
    }
}
