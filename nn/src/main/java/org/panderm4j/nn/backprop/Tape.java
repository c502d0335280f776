package org.panderm4j.nn.backprop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.nd4j.HostMemory;

/**
 * The arrays of one run through a graph, forward and back. An array is given back when the last name that stands for it, or for a
 * view of it, has been let go.
 */
final class Tape implements AutoCloseable {
    private final SameDiff graph;
    private final Interpreter interpreter;
    private final Memory memory;
    private final Map<String, INDArray> values = new HashMap<>();
    private final Map<String, long[]> shapes = new HashMap<>();
    private final Map<Long, Integer> names = new HashMap<>();
    /** Where arrays begin that somebody else owns, though they may be of {@link Memory}: a view of one is not ours either. */
    private final Set<Long> lent = new HashSet<>();

    Tape(SameDiff graph, Memory memory) {
        this.graph = graph;
        this.interpreter = new Interpreter(graph, memory);
        this.memory = memory;
    }

    /** Enters an array that somebody else owns and keeps until the tape is closed. */
    void lend(String name, INDArray array) {
        lent.add(HostMemory.place(array));
        enter(name, array);
    }

    /** Enters an array of {@link Memory}, which is given back as soon as nothing needs it. */
    void give(String name, INDArray array) {
        enter(name, array);
        names.merge(HostMemory.place(array), 1, Integer::sum);
    }

    private void enter(String name, INDArray array) {
        values.put(name, array);
        shapes.put(name, array.shape());
    }

    void run(Plan plan) {
        for (Plan.Step step : plan.steps()) {
            run(step);
            step.dead().forEach(this::letGo);
        }
    }

    /**
     * Runs, and hands gradients over to their parameters as soon as they are there; what no later operation needs is let go at once,
     * so that not all of them lie in memory together.
     */
    void run(Plan plan, Harvest harvest) {
        for (Plan.Step step : plan.steps()) {
            if (!runInto(step, plan, harvest)) {
                run(step);
                step.operation().getOutputsOfOp().forEach(made -> handOver(made, plan, harvest));
            }
            step.dead().forEach(this::letGo);
        }
    }

    private void handOver(String made, Plan plan, Harvest harvest) {
        List<LearnedTensor> takers = harvest.takers(made);
        takers.forEach(taker -> taker.addToGradient(value(made)));
        if (!takers.isEmpty() && harvest.isDone(made, plan)) {
            letGo(made);
        }
    }

    /** Has a product add itself to the gradient that it is, if it is one and nothing else. */
    private boolean runInto(Plan.Step step, Plan plan, Harvest harvest) {
        List<String> made = step.operation().getOutputsOfOp();
        Optional<LearnedTensor> taker = made.size() == 1 ? harvest.only(made.get(0), plan) : Optional.empty();
        if (taker.isEmpty() || !interpreter.isProduct(step.operation())) {
            return false;
        }
        List<String> factors = step.operation().getInputsToOp();
        interpreter.addProduct(step.operation(), value(factors.get(0)), value(factors.get(1)), taker.get());
        shapes.put(made.get(0), taker.get().shape());
        return true;
    }

    private void run(Plan.Step step) {
        List<String> arguments = step.operation().getInputsToOp();
        INDArray[] arrays = new INDArray[arguments.size()];
        long[][] forms = new long[arrays.length][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = step.needsOnlyShape(i) ? null : value(arguments.get(i));
            forms[i] = shapes.containsKey(arguments.get(i))
                    ? shapes.get(arguments.get(i))
                    : value(arguments.get(i)).shape();
        }
        INDArray[] results = interpreter.run(step.operation(), arrays, forms);
        List<String> made = step.operation().getOutputsOfOp();
        for (int i = 0; i < results.length; i++) {
            keep(made.get(i), results[i]);
        }
    }

    /** Enters a result, which may be a view of an array that is not ours. */
    private void keep(String name, INDArray array) {
        if (memory.owns(array) && !lent.contains(HostMemory.place(array))) {
            give(name, array);
        } else {
            enter(name, array);
        }
    }

    private INDArray value(String name) {
        INDArray array = values.get(name);
        if (array != null) {
            return array;
        }
        SDVariable variable = graph.getVariable(name);
        if (!variable.isConstant()) {
            throw new IllegalStateException("expected a value for " + name + " of the graph, found none");
        }
        return variable.getArr();
    }

    /** The value of a name; valid until it is let go. */
    INDArray get(String name) {
        return value(name);
    }

    /** Hands a value over: an array of {@link Memory} that the caller gives back. A copy, if something else still needs it. */
    INDArray take(String name) {
        INDArray array = value(name);
        if (names.getOrDefault(HostMemory.place(array), 0) == 1) {
            values.remove(name);
            names.remove(HostMemory.place(array));
            return array;
        }
        INDArray copy = memory.copy(array);
        letGo(name);
        return copy;
    }

    private void letGo(String name) {
        INDArray array = values.remove(name);
        if (array == null) {
            return;
        }
        Integer left = names.computeIfPresent(HostMemory.place(array), (address, count) -> count - 1);
        if (left != null && left == 0) {
            names.remove(HostMemory.place(array));
            memory.giveBack(HostMemory.place(array));
        }
    }

    @Override
    public void close() {
        List.copyOf(values.keySet()).forEach(this::letGo);
    }
}
