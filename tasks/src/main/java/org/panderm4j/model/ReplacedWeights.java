package org.panderm4j.model;

import java.nio.FloatBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Snapshot;

/** A model's parameters with others in place of some of them, or beside them; both stay where they are until copied. */
public record ReplacedWeights(Weights base, Weights others) implements Weights {
    /** With values that lie in memory. */
    public static ReplacedWeights by(Weights base, Map<String, Snapshot.Values> others) {
        return new ReplacedWeights(base, new Snapshot(0, Map.of(), others));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(base.names());
        names.addAll(others.names());
        return names;
    }

    @Override
    public long[] shape(String name) {
        return having(name).shape(name);
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        having(name).copy(name, target);
    }

    private Weights having(String name) {
        return others.names().contains(name) ? others : base;
    }
}
