package org.panderm4j.model;

import java.nio.FloatBuffer;
import java.util.Set;
import java.util.stream.Collectors;
import org.panderm4j.nn.tower.Weights;

/**
 * The tensors of a model whose names begin alike, with another beginning.
 *
 * @param base where they lie
 * @param from how their names begin there, e.g. {@code image.}
 * @param to how they begin here, e.g. {@code clinical.}
 */
public record RenamedWeights(Weights base, String from, String to) implements Weights {
    @Override
    public Set<String> names() {
        return base.names().stream()
                .filter(name -> name.startsWith(from))
                .map(name -> to + name.substring(from.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public long[] shape(String name) {
        return base.shape(original(name));
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        base.copy(original(name), target);
    }

    private String original(String name) {
        if (!name.startsWith(to)) {
            throw new IllegalArgumentException("expected a tensor whose name begins with " + to + ", found " + name);
        }
        return from + name.substring(to.length());
    }
}
