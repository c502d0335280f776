package org.panderm4j.weights.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.TensorSource;

/** Weights that already bear our names, as they lie in a model folder. */
public final class StoredWeights implements Weights {
    private final Map<String, TensorSource> tensors;

    public StoredWeights(Map<String, TensorSource> tensors) {
        this.tensors = tensors;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public long[] shape(String name) {
        return tensor(name).shape();
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        try {
            tensor(name).copyTo(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private TensorSource tensor(String name) {
        TensorSource tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return tensor;
    }
}
