package org.panderm4j.tune;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values of the searched options, each as the text that stands on the command line: what was tried is exactly what can be
 * repeated. Options that the space does not name are not in it; the task has its default for them.
 *
 * @param values by option name, in the order of the space
 */
public record Configuration(@JsonValue Map<String, String> values) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Configuration {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Whether the space names the option. */
    public boolean has(String option) {
        return values.containsKey(option);
    }

    /** A number, or {@code otherwise} where the space does not name the option. */
    public double real(String option, double otherwise) {
        return has(option) ? Double.parseDouble(values.get(option)) : otherwise;
    }

    /** A whole number, or {@code otherwise} where the space does not name the option. */
    public int integer(String option, int otherwise) {
        return has(option) ? Integer.parseInt(values.get(option)) : otherwise;
    }

    /** A word, or {@code otherwise} where the space does not name the option. */
    public String word(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    /** Whether a flag stands, or {@code otherwise} where the space does not name it. */
    public boolean flag(String option, boolean otherwise) {
        return has(option) ? Boolean.parseBoolean(values.get(option)) : otherwise;
    }

    /** {@code c = 3.2, penalty = l2}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(one -> one.getKey() + " = " + one.getValue())
                .collect(Collectors.joining(", "));
    }
}
