package org.panderm4j.weights.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.panderm4j.weights.mapping.KeyTable.Rule;

/**
 * Chooses among the ways in which a table can make one of our tensors. The choice is the same for all blocks of a tower, so
 * that a block which lacks a part of what the others are made of is noticed and not made in another way.
 */
final class Ways {
    private final Keys keys;
    private final KeyTable table;
    private final Map<String, Rule> chosen = new HashMap<>();
    private final Map<String, Boolean> there = new HashMap<>();

    /** @param keys as the table spells them */
    Ways(Keys keys, KeyTable table) {
        this.keys = keys;
        this.table = table;
    }

    /**
     * The first way for which everything is in the checkpoint, else for which something is, else the first.
     *
     * @param ours a name, its numbers filled in, or as the table has it
     * @throws IllegalStateException when the table has none: the table and the network disagree
     */
    Rule of(String ours) {
        if (table.knows(ours)) {
            return pattern(ours);
        }
        for (String name : table.rules.keySet()) {
            Matcher matcher = table.pattern(name).matcher(ours);
            if (matcher.matches()) {
                List<String> numbers = IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .toList();
                return pattern(name).at(numbers);
            }
        }
        throw new IllegalStateException("no rule for our tensor " + ours);
    }

    private Rule pattern(String ours) {
        return chosen.computeIfAbsent(ours, this::choose);
    }

    private Rule choose(String ours) {
        List<Rule> ways = table.rules.get(ours);
        return ways.stream()
                .filter(way -> way.theirs().stream().allMatch(this::has))
                .findFirst()
                .orElseGet(() -> ways.stream()
                        .filter(way -> way.theirs().stream().anyMatch(this::has))
                        .findFirst()
                        .orElse(ways.get(0)));
    }

    /** Whether there is anything to make a tensor of ours of, in any block. */
    boolean any(String ours) {
        return table.knows(ours)
                && table.rules.get(ours).stream()
                        .flatMap(rule -> rule.theirs().stream())
                        .anyMatch(this::has);
    }

    /**
     * A foreign key as the file spells it; one that is missing would have the wrapper that others of its tower have.
     *
     * @param ours what it is for
     */
    String spelled(String key, String ours) {
        if (keys.has(key)) {
            return keys.tensor(key).name();
        }
        String tower = ours.substring(0, ours.indexOf('.') + 1);
        List<String> kin = table.rules.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(tower))
                .flatMap(entry -> entry.getValue().stream())
                .flatMap(rule -> rule.theirs().stream())
                .map(name -> name.replace("*", "0"))
                .filter(keys::has)
                .toList();
        List<String> wrappers = (kin.isEmpty() ? keys.names() : kin)
                .stream().map(keys::wrapper).distinct().toList();
        return wrappers.size() == 1 ? wrappers.get(0) + key : key;
    }

    /** Whether a foreign key is there, with any numbers in place of its stars. */
    private boolean has(String key) {
        return there.computeIfAbsent(key, this::find);
    }

    private boolean find(String key) {
        if (!key.contains("*")) {
            return keys.has(key);
        }
        Pattern pattern = Pattern.compile(Pattern.quote(key).replace("*", "\\E[0-9]+\\Q"));
        return keys.names().stream().anyMatch(name -> pattern.matcher(name).matches());
    }
}
