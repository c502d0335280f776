package org.panderm4j.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One input that was skipped.
 *
 * @param index position among the inputs, from 0
 * @param input as the user named it
 * @param reason one line
 */
public record Failure(long index, String input, String reason) {
    /** The inputs that were not skipped, in their order. */
    public static <T> List<T> kept(List<T> inputs, Collection<Failure> failures) {
        Set<Long> skipped = failures.stream().map(Failure::index).collect(Collectors.toSet());
        List<T> kept = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (!skipped.contains((long) i)) {
                kept.add(inputs.get(i));
            }
        }
        return kept;
    }

    public Failure {
        reason = reason == null ? "unknown" : reason.replaceAll("\\R+", " ").strip();
    }
}
