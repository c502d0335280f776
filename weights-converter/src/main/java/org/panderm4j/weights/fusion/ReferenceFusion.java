package org.panderm4j.weights.fusion;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.store.StoredWeights;

/** The fusion network's part of a state dictionary of the reference's classifier, by our names; read when asked for. */
public final class ReferenceFusion implements Weights {
    private final StoredWeights ours;
    private final List<String> others = new ArrayList<>();

    /**
     * Sorts the tensors.
     *
     * @param checkpoint tensors by the reference's keys, as {@link org.panderm4j.weights.checkpoint.Checkpoint#tensors()} has them
     */
    public ReferenceFusion(Map<String, TensorSource> checkpoint) {
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        checkpoint.forEach((key, tensor) -> {
            Optional<String> name = FusionKeys.tensor(key);
            if (name.isPresent()) {
                tensors.put(name.get(), tensor);
            } else {
                others.add(key);
            }
        });
        ours = new StoredWeights(tensors);
    }

    /** Our name of a tensor of the fusion network, by the reference's key; empty for one of its towers. */
    public static Optional<String> name(String key) {
        return FusionKeys.tensor(key);
    }

    /** Keys that are not of the fusion network, but of its towers, in the checkpoint's order. */
    public List<String> others() {
        return Collections.unmodifiableList(others);
    }

    @Override
    public Set<String> names() {
        return ours.names();
    }

    @Override
    public long[] shape(String name) {
        return ours.shape(name);
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        ours.copy(name, target);
    }
}
