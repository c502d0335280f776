package org.panderm4j.pretrain;

import java.nio.FloatBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Snapshot;

/** A model's parameters with others in place of some of them, or beside them. */
record ReplacedWeights(Weights base, Map<String, Snapshot.Values> others) implements Weights {
    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(base.names());
        names.addAll(others.keySet());
        return names;
    }

    @Override
    public long[] shape(String name) {
        Snapshot.Values other = others.get(name);
        return other == null ? base.shape(name) : other.shape().clone();
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        Snapshot.Values other = others.get(name);
        if (other == null) {
            base.copy(name, target);
        } else {
            target.put(other.values().duplicate());
        }
    }
}
