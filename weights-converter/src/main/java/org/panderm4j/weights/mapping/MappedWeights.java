package org.panderm4j.weights.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.TensorSource;

/** Our tensors, made from foreign ones when they are asked for. */
final class MappedWeights implements Weights {
    /** Our tensor: its shape and the foreign ones whose elements follow one another in it. */
    record Part(long[] shape, List<TensorSource> sources) {}

    private final Map<String, Part> parts;

    MappedWeights(Map<String, Part> parts) {
        this.parts = parts;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    @Override
    public long[] shape(String name) {
        return part(name).shape().clone();
    }

    /** All operations keep the order of the elements, so a copy is a concatenation. */
    @Override
    public void copy(String name, FloatBuffer target) {
        for (TensorSource source : part(name).sources()) {
            try {
                source.copyTo(target);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }

    private Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return part;
    }
}
