package org.panderm4j.concepts;

import java.util.List;
import java.util.Optional;

/**
 * Names of all features.
 *
 * @param naming by what rule
 * @param names one a feature, in their order
 * @param activity in the rows that were given
 */
public record NamingResult(Naming naming, List<NeuronName> names, Optional<NeuronActivity> activity) {
    /** Features that have a name. */
    public int named() {
        return (int) names.stream().filter(NeuronName::isNamed).count();
    }

    /** Different names among those. */
    public int distinct() {
        return (int) names.stream()
                .filter(NeuronName::isNamed)
                .map(NeuronName::name)
                .distinct()
                .count();
    }

    /** Whether a feature is active in any row, as far as rows were given; else true. */
    boolean isAlive(NeuronName name) {
        return activity.isEmpty() || activity.get().isAlive(name.neuron());
    }

    /** Features that are active in any row. */
    public int alive() {
        return (int) names.stream().filter(this::isAlive).count();
    }

    /** Features that are both. */
    public int namedAlive() {
        return (int)
                names.stream().filter(name -> name.isNamed() && isAlive(name)).count();
    }
}
