package org.panderm4j.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run is: an interrupted run goes on only under an equal plan.
 *
 * @param command name of the command, such as {@code embed}
 * @param options every option that was in force, by the name the user knows it by, such as {@code --batch-size}
 * @param seed of all random streams
 * @param inputsDigest digest of the inputs (file list, table, model), see {@link Digests}
 */
public record RunPlan(String command, Map<String, String> options, long seed, String inputsDigest) {
    /** Options that change no result, and so may differ when a run goes on. */
    private static final Set<String> FREE = Set.of(
            "out",
            "resume",
            "quiet",
            "verbose",
            "threads",
            "offline",
            "json",
            "help",
            "log-every",
            "snapshot-every",
            "parallel",
            "memory");

    private static final int LONGEST = 80;

    public RunPlan {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(inputsDigest, "inputsDigest");
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** What differs from an interrupted run's plan and would change results, as a list in one line; empty when nothing does. */
    Optional<String> differenceTo(RunPlan earlier) {
        if (!command.equals(earlier.command)) {
            return Optional.of(differs("the command", command, earlier.command));
        }
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(options.keySet());
        names.addAll(earlier.options.keySet());
        for (String name : names) {
            String now = options.getOrDefault(name, "absent");
            String then = earlier.options.getOrDefault(name, "absent");
            if (!now.equals(then) && !FREE.contains(name.replaceFirst("^--", ""))) {
                differences.add(differs(name, now, then));
            }
        }
        if (seed != earlier.seed && !names.contains("--seed")) {
            differences.add(differs("--seed", Long.toString(seed), Long.toString(earlier.seed)));
        }
        if (differences.isEmpty() && !inputsDigest.equals(earlier.inputsDigest)) {
            differences.add("the inputs have changed since (other files, rows, model, engine or precision)");
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
    }

    private static String differs(String what, String now, String then) {
        return what + " is '" + shown(now) + "' but was '" + shown(then) + "'";
    }

    /** A list of pictures has no place in a message. */
    private static String shown(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    }
}
