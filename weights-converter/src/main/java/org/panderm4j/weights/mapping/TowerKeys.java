package org.panderm4j.weights.mapping;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.panderm4j.weights.mapping.KeyTable.Rule;

/** A checkpoint's tensors seen as those of one of our towers, through the family's table. */
final class TowerKeys {
    private final Keys keys;
    private final KeyTable table;
    private final Ways ways;
    private final String prefix;

    /** @param prefix of the tower in our names, with its dot */
    TowerKeys(Keys keys, KeyTable table, String prefix) {
        this.keys = keys;
        this.table = table;
        this.ways = new Ways(keys, table);
        this.prefix = prefix;
    }

    /** Whether the family's towers may have a tensor of ours. */
    boolean knows(String ours) {
        return table.knows(prefix + ours);
    }

    /** Whether the table knows a tensor of ours and the checkpoint has something to make it of, in any block. */
    boolean has(String ours) {
        return ways.any(prefix + ours);
    }

    /** The same, of either tensor of a layer: a checkpoint with one of them is to have both. */
    boolean hasLayer(String ours) {
        return has(ours + ".weight") || has(ours + ".bias");
    }

    /**
     * The shape that a tensor of ours will have; of a block's the first block's.
     *
     * @throws MappingException when it is missing
     */
    long[] shape(String ours, int rank) {
        Rule rule = ways.of(prefix + ours);
        long[] theirs = theirs(ours);
        long[] shape = rule.operation().ours(theirs, rule.theirs().size());
        if (shape.length != rank) {
            throw new MappingException(
                    "tensor " + key(ours) + ": expected " + rank + " axes, found shape " + Arrays.toString(theirs));
        }
        return shape;
    }

    /** The shape of the foreign tensor that a tensor of ours is made of. */
    long[] theirs(String ours) {
        return keys.shape(raw(ours))
                .orElseThrow(() -> new MappingException(
                        "tensor " + key(ours) + " is missing: the sizes of the network cannot be told without it"));
    }

    /** The foreign key that a tensor of ours is made of, or would be, as the file spells it. */
    String key(String ours) {
        return ways.spelled(raw(ours), prefix + ours);
    }

    /** The same as the table spells it. */
    private String raw(String ours) {
        return first(ways.of(prefix + ours).theirs().get(0));
    }

    /** For reports. */
    String source(String ours) {
        return "shape of " + key(ours);
    }

    /**
     * One more than the largest number in place of the last star; 0 if there is none.
     *
     * @param ours the beginning of a name of ours, up to the dot behind a star
     * @param numbers in place of the stars before
     */
    int count(String ours, int... numbers) {
        return prefixes(ours, numbers).stream().mapToInt(keys::count).max().orElse(0);
    }

    /** What was counted, for reports. */
    String counted(String ours) {
        return "number of " + prefixes(ours).iterator().next().replaceFirst("\\.?\\*\\.$", "");
    }

    /** Foreign keys up to the number that stands for the last star. */
    private Set<String> prefixes(String ours, int... numbers) {
        Set<String> prefixes = new LinkedHashSet<>();
        int stars = (int) ours.chars().filter(c -> c == '*').count();
        for (List<Rule> rules : table.rules.values()) {
            for (Rule rule : rules) {
                if (rule.ours().startsWith(prefix + ours)) {
                    rule.theirs().forEach(key -> prefixes.add(upTo(key, stars, numbers)));
                }
            }
        }
        return prefixes;
    }

    private static String upTo(String key, int stars, int... numbers) {
        int at = -1;
        for (int i = 0; i < stars; i++) {
            at = key.indexOf('*', at + 1);
        }
        String begin = key.substring(0, at + 1) + ".";
        for (int number : numbers) {
            begin = begin.replaceFirst("\\*", String.valueOf(number));
        }
        return begin;
    }

    private static String first(String key) {
        return key.replace("*", "0");
    }
}
