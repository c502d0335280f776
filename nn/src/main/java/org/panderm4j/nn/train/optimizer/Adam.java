package org.panderm4j.nn.train.optimizer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.nn.train.Workers;

/**
 * Adam and AdamW with bias correction, epsilon outside the root. The moments take 8 bytes a value outside the heap, given back
 * when closed. The result does not depend on the number of threads.
 */
public final class Adam implements Optimizer {
    /** Before the names of parameters: running means of gradients. */
    public static final String FIRST = PREFIX + "first.";

    /** Before the names of parameters: running means of squared gradients. */
    public static final String SECOND = PREFIX + "second.";

    private final List<ParameterGroup> groups;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<ParameterGroup> groupOf = new ArrayList<>();
    private final AdamSettings settings;
    private final Workers workers;
    private final Chunks chunks;
    private final Moments first;
    private final Moments second;
    private long steps;
    private boolean closed;

    public Adam(List<ParameterGroup> groups, AdamSettings settings, Workers workers) {
        this.groups = List.copyOf(groups);
        this.settings = settings;
        this.workers = workers;
        Set<String> names = new HashSet<>();
        for (ParameterGroup group : groups) {
            for (Parameter parameter : group.parameters()) {
                if (!names.add(parameter.name())) {
                    throw new IllegalArgumentException("expected each parameter in one group, found " + parameter.name()
                            + " a second time in group " + group.name());
                }
                parameters.add(parameter);
                groupOf.add(group);
            }
        }
        chunks = new Chunks(parameters);
        first = new Moments(parameters);
        second = besides(first, parameters);
    }

    private static Moments besides(Moments first, List<Parameter> parameters) {
        try {
            return new Moments(parameters);
        } catch (IllegalStateException e) {
            first.close();
            throw e;
        }
    }

    @Override
    public List<ParameterGroup> groups() {
        return groups;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void step(double rate) {
        checkOpen();
        steps++;
        FloatBuffer[] values = views(Parameter::value);
        FloatBuffer[] gradients = views(Parameter::gradient);
        AdamUpdate[] updates = groupOf.stream()
                .map(group -> new AdamUpdate(settings, steps, rate * group.rateFactor(), group.decay()))
                .toArray(AdamUpdate[]::new);
        workers.run(chunks.count(), () -> new float[4][Chunks.SIZE], (arrays, chunk) -> {
            int p = chunks.parameter(chunk);
            FloatBuffer means = first.view(p);
            FloatBuffer squares = second.view(p);
            chunks.read(chunk, values[p], arrays[0]);
            chunks.read(chunk, gradients[p], arrays[1]);
            chunks.read(chunk, means, arrays[2]);
            chunks.read(chunk, squares, arrays[3]);
            updates[p].apply(arrays[0], arrays[1], arrays[2], arrays[3], chunks.length(chunk));
            chunks.write(chunk, arrays[0], values[p]);
            chunks.write(chunk, arrays[2], means);
            chunks.write(chunk, arrays[3], squares);
        });
    }

    private FloatBuffer[] views(Function<Parameter, FloatBuffer> which) {
        return parameters.stream().map(which).toArray(FloatBuffer[]::new);
    }

    @Override
    public Map<String, Snapshot.Values> state() {
        checkOpen();
        Map<String, Snapshot.Values> state = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            state.put(FIRST + parameter.name(), new Snapshot.Values(parameter.shape(), first.view(i)));
            state.put(SECOND + parameter.name(), new Snapshot.Values(parameter.shape(), second.view(i)));
        }
        return state;
    }

    @Override
    public void restore(long done, Weights state) {
        Map<String, Snapshot.Values> own = state();
        Set<String> kept = state.names();
        own.forEach((name, values) -> {
            String found = kept.contains(name) ? Arrays.toString(state.shape(name)) : "none";
            String expected = Arrays.toString(values.shape());
            if (!found.equals(expected)) {
                throw new IllegalArgumentException(
                        "tensor " + name + ": expected shape " + expected + ", found " + found);
            }
        });
        own.forEach((name, values) -> state.copy(name, values.values()));
        steps = done;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the optimiser is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        first.close();
        second.close();
    }
}
