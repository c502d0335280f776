package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * Adds to a graph the operations that compute gradients, in reverse (Linnainmaa 1970). SameDiff's own way of doing so clones the
 * graph, demands a scalar loss inside of it, computes gradients of frozen parts too and writes to standard output.
 */
final class Backpropagation {
    private final SameDiff graph;
    private final Set<String> reached;
    private final Map<String, SDVariable> gradients = new HashMap<>();

    private Backpropagation(SameDiff graph, Set<String> wanted) {
        this.graph = graph;
        this.reached = new HashSet<>(wanted);
    }

    /**
     * Adds the operations.
     *
     * @param seeds gradients of the loss by variables, as variables, e.g. placeholders
     * @param wanted placeholders or variables that no operation makes
     * @return names of the gradients by those of {@code wanted}, without those that nothing depends on
     */
    static Map<String, String> add(SameDiff graph, Map<String, SDVariable> seeds, Set<String> wanted) {
        Backpropagation backpropagation = new Backpropagation(graph, wanted);
        backpropagation.gradients.putAll(seeds);
        backpropagation.run();
        Map<String, String> names = new HashMap<>();
        for (String name : wanted) {
            if (backpropagation.gradients.containsKey(name)) {
                names.put(name, backpropagation.gradients.get(name).name());
            }
        }
        return names;
    }

    private void run() {
        // A graph lists its operations in the order in which they were made, arguments first.
        List<SameDiffOp> operations = new ArrayList<>(graph.getOps().values());
        for (SameDiffOp operation : operations) {
            if (operation.getInputsToOp().stream().anyMatch(reached::contains)) {
                reached.addAll(operation.getOutputsOfOp());
            }
        }
        Collections.reverse(operations);
        for (SameDiffOp operation : operations) {
            List<String> results = operation.getOutputsOfOp();
            if (results.stream().anyMatch(reached::contains) && results.stream().anyMatch(gradients::containsKey)) {
                back(operation);
            }
        }
    }

    private void back(SameDiffOp operation) {
        String[] arguments =
                Arrays.stream(operation.getOp().args()).map(SDVariable::name).toArray(String[]::new);
        List<SDVariable> byResults =
                operation.getOutputsOfOp().stream().map(this::gradientOrZero).toList();
        SDVariable[] byArguments =
                GradientRules.apply(operation.getOp(), byResults, index -> reached.contains(arguments[index]));
        for (int i = 0; i < arguments.length; i++) {
            if (reached.contains(arguments[i]) && byArguments[i] != null) {
                gradients.merge(arguments[i], byArguments[i], SDVariable::add);
            }
        }
    }

    private SDVariable gradientOrZero(String result) {
        SDVariable gradient = gradients.get(result);
        return gradient == null ? graph.zerosLike(graph.getVariable(result)) : gradient;
    }
}
