package org.panderm4j.nn.train.loop;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.SavedState;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Snapshot.Values;
import org.panderm4j.nn.train.optimizer.Optimizer;

/** The way from parameters, buffers and optimiser to a snapshot, and back. */
final class Checkpoints {
    private static final String UPDATES = "optimizer.steps";
    /** Names told of each kind of difference. */
    private static final int NAMED = 5;

    private final List<Parameter> parameters;
    private final Supplier<Map<String, Values>> buffers;
    private final Optimizer optimizer;

    /**
     * @param buffers live views of what is kept besides parameters
     */
    Checkpoints(List<Parameter> parameters, Supplier<Map<String, Values>> buffers, Optimizer optimizer) {
        this.parameters = parameters;
        this.buffers = buffers;
        this.optimizer = optimizer;
    }

    /** Views of everything as it is. */
    Snapshot take(long step, Map<String, Double> numbers) {
        Map<String, Double> all = new LinkedHashMap<>(numbers);
        all.put(UPDATES, (double) optimizer.steps());
        return new Snapshot(step, all, tensors());
    }

    /** Views of the parameters, then of the buffers, then of what the optimiser remembers, by name. */
    Map<String, Values> tensors() {
        Map<String, Values> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            tensors.put(parameter.name(), new Values(parameter.shape(), parameter.value()));
        }
        tensors.putAll(buffers.get());
        tensors.putAll(optimizer.state());
        return tensors;
    }

    /**
     * Puts a state's parameters, buffers and what the optimiser remembers back, each tensor straight to where it is used.
     *
     * @throws IllegalArgumentException with the differences when it is of another architecture; then nothing is changed
     */
    void restore(SavedState state) {
        check(state);
        for (Parameter parameter : parameters) {
            state.copy(parameter.name(), parameter.value());
        }
        buffers.get().forEach((name, buffer) -> state.copy(name, buffer.values()));
        long updates =
                state.numbers().getOrDefault(UPDATES, (double) state.step()).longValue();
        optimizer.restore(updates, state);
    }

    private void check(SavedState kept) {
        Map<String, Values> own = tensors();
        Set<String> found = kept.names();
        Set<String> shapes = new TreeSet<>();
        own.forEach((name, values) -> {
            if (found.contains(name) && !Arrays.equals(kept.shape(name), values.shape())) {
                shapes.add(name + " (expected " + Arrays.toString(values.shape()) + ", found "
                        + Arrays.toString(kept.shape(name)) + ")");
            }
        });
        Set<String> missing = without(own.keySet(), found);
        Set<String> unexpected = without(found, own.keySet());
        if (!missing.isEmpty() || !unexpected.isEmpty() || !shapes.isEmpty()) {
            throw new IllegalArgumentException("the snapshot is of another architecture or of other frozen parts: "
                    + told("missing", missing) + ", " + told("unexpected", unexpected) + ", "
                    + told("of another shape", shapes)
                    + "; go on with the options it was made with, or begin a new run");
        }
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(others);
        return rest;
    }

    private static String told(String kind, Set<String> names) {
        if (names.isEmpty()) {
            return "none " + kind;
        }
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return names.size() + " " + kind + " ("
                + String.join(", ", names.stream().limit(NAMED).toList()) + more + ")";
    }
}
