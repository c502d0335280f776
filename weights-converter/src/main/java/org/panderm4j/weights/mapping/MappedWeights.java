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
    /** Our tensor: its shape, and how it is made from which foreign ones. */
    record Part(long[] shape, Operation operation, List<TensorSource> sources) {}

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

    @Override
    public void copy(String name, FloatBuffer target) {
        Part part = part(name);
        try {
            part.operation().write(part.sources(), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
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
