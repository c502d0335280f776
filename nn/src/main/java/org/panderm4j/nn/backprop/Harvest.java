package org.panderm4j.nn.backprop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which results of a run back are gradients of parameters, and whose.
 *
 * @param takers by names of results
 * @param kept names of results that somebody asks for after the run
 */
record Harvest(Map<String, List<LearnedTensor>> takers, Set<String> kept) {
    /**
     * Of the gradients of some names.
     *
     * @param gradients names of results by the names asked for
     * @param parameters by those names; the others are inputs
     */
    static Harvest of(Map<String, String> gradients, Map<String, LearnedTensor> parameters) {
        Map<String, List<LearnedTensor>> takers = new HashMap<>();
        Set<String> kept = new HashSet<>();
        gradients.forEach((name, gradient) -> {
            LearnedTensor parameter = parameters.get(name);
            if (parameter == null) {
                kept.add(gradient);
            } else {
                takers.computeIfAbsent(gradient, any -> new ArrayList<>()).add(parameter);
            }
        });
        return new Harvest(takers, kept);
    }

    /** Those whose gradient a result is. */
    List<LearnedTensor> takers(String result) {
        return takers.getOrDefault(result, List.of());
    }

    /** The parameter that alone has use for a result, so that it need not lie anywhere else; if there is one. */
    Optional<LearnedTensor> only(String result, Plan plan) {
        List<LearnedTensor> all = takers(result);
        return all.size() == 1 && isDone(result, plan) ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** Whether nobody needs the values of a result once its parameters have taken them. */
    boolean isDone(String result, Plan plan) {
        return !kept.contains(result) && !plan.needed().contains(result);
    }
}
