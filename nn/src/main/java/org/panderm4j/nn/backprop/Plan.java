package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/** The operations of a graph that make some results, in order, and which arrays nobody needs any more after each. */
final class Plan {
    private final List<Step> steps;
    private final Set<String> needed;

    private Plan(List<Step> steps, Set<String> needed) {
        this.steps = steps;
        this.needed = needed;
    }

    /**
     * An operation and what may be let go after it.
     *
     * @param dead names whose values no later operation needs
     */
    record Step(SameDiffOp operation, List<String> dead) {
        boolean needsOnlyShape(int argument) {
            return Plan.needsOnlyShape(operation, argument);
        }
    }

    /**
     * Plans to make {@code results}.
     *
     * @param given names that are there already: their operations are left out
     * @param kept names that are not let go, the results among them or not
     */
    static Plan of(SameDiff graph, Collection<String> results, Set<String> given, Set<String> kept) {
        List<SameDiffOp> operations = operations(graph, results, given);
        Set<String> stay = new HashSet<>(kept);
        stay.addAll(results);
        Map<String, Integer> lastUse = lastUses(operations);
        List<List<String>> dead = new ArrayList<>();
        operations.forEach(any -> dead.add(new ArrayList<>()));
        lastUse.forEach((name, step) -> {
            if (!stay.contains(name)) {
                dead.get(step).add(name);
            }
        });
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            steps.add(new Step(operations.get(i), dead.get(i)));
        }
        return new Plan(steps, values(operations));
    }

    /** Those that the results depend on, in the graph's order, in which arguments come first. */
    private static List<SameDiffOp> operations(SameDiff graph, Collection<String> results, Set<String> given) {
        Map<String, SameDiffOp> makers = new HashMap<>();
        graph.getOps().values().forEach(one -> one.getOutputsOfOp().forEach(name -> makers.put(name, one)));
        Set<SameDiffOp> wanted = new HashSet<>();
        List<String> open = new ArrayList<>(results);
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            SameDiffOp maker = given.contains(name) ? null : makers.get(name);
            if (maker != null && wanted.add(maker)) {
                open.addAll(maker.getInputsToOp());
            }
        }
        return graph.getOps().values().stream().filter(wanted::contains).toList();
    }

    /** The last step that uses, or if none does makes, each name. */
    private static Map<String, Integer> lastUses(List<SameDiffOp> operations) {
        Map<String, Integer> last = new HashMap<>();
        for (int step = 0; step < operations.size(); step++) {
            for (String name : operations.get(step).getOutputsOfOp()) {
                last.put(name, step);
            }
            for (String name : arguments(operations.get(step))) {
                last.put(name, step);
            }
        }
        return last;
    }

    private static Set<String> values(List<SameDiffOp> operations) {
        Set<String> values = new LinkedHashSet<>();
        for (SameDiffOp operation : operations) {
            List<String> arguments = arguments(operation);
            for (int i = 0; i < arguments.size(); i++) {
                if (!needsOnlyShape(operation, i)) {
                    values.add(arguments.get(i));
                }
            }
        }
        return values;
    }

    private static List<String> arguments(SameDiffOp operation) {
        return operation.getInputsToOp() == null ? List.of() : operation.getInputsToOp();
    }

    private static boolean needsOnlyShape(SameDiffOp operation, int argument) {
        return operation.getOp() instanceof HostOp own && own.needsOnlyShape(argument);
    }

    List<Step> steps() {
        return steps;
    }

    /** Names whose values, not only shapes, some operation needs; those made on the way among them. */
    Set<String> needed() {
        return needed;
    }

    /** Names that the operations make. */
    Set<String> made() {
        Set<String> made = new HashSet<>();
        steps.forEach(step -> made.addAll(step.operation().getOutputsOfOp()));
        return made;
    }
}
