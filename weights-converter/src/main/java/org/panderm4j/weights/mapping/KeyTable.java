package org.panderm4j.weights.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * All that is known of a kind of checkpoint, as data: how it is recognised, which of our tensors is made from which of theirs,
 * which of theirs are renamed, ignored or refused and why, and what no shape tells. Written in {@code *.keys} files, see {@link
 * KeyTableReader}.
 */
final class KeyTable {
    /**
     * One line: our tensor, from one or more of theirs.
     *
     * @param ours our name, a star for the number of a block
     * @param operation what is done
     * @param theirs foreign keys, with as many stars
     */
    record Rule(String ours, Operation operation, List<String> theirs) {
        Rule at(List<String> numbers) {
            return new Rule(
                    fill(ours, numbers),
                    operation,
                    theirs.stream().map(key -> fill(key, numbers)).toList());
        }

        private static String fill(String name, List<String> numbers) {
            String filled = name;
            for (String number : numbers) {
                filled = filled.replaceFirst("\\*", number);
            }
            return filled;
        }
    }

    /** Keys of one kind, and what is to be said of them. */
    record Remark(Pattern key, String reason) {}

    /**
     * A value that no tensor tells.
     *
     * @param value as written
     * @param fixed whether no configuration changes it
     * @param source for reports
     */
    record Setting(String value, boolean fixed, String source) {}

    /**
     * A read-out.
     *
     * @param tower {@code image} or {@code text}
     * @param name of the head
     * @param words its parts
     */
    record HeadLine(String tower, String name, List<String> words) {}

    final Map<String, List<Rule>> rules = new LinkedHashMap<>();
    final List<String> strips = new ArrayList<>();
    final Map<String, String> renames = new LinkedHashMap<>();
    final List<Remark> ignored = new ArrayList<>();
    final List<Remark> refused = new ArrayList<>();
    final List<List<Pattern>> marks = new ArrayList<>();
    final Map<String, Setting> settings = new LinkedHashMap<>();
    final List<HeadLine> heads = new ArrayList<>();
    final FieldFacts fields = new FieldFacts();
    final List<ConfigFacts> configs = new ArrayList<>(List.of(fields));
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();
    String preprocess = "openai";
    boolean sizeFromConfig;

    /** What matches a name of ours, its stars being numbers, each a group. */
    Pattern pattern(String ours) {
        return patterns.computeIfAbsent(
                ours, name -> Pattern.compile(Pattern.quote(name).replace("*", "\\E([0-9]+)\\Q")));
    }

    /** Whether there is any way to make a tensor of ours, its name with stars. */
    boolean knows(String ours) {
        return rules.containsKey(ours);
    }

    /** The key as the rules spell it. */
    String renamed(String key) {
        String name = key;
        for (String prefix : strips) {
            name = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        }
        for (Map.Entry<String, String> rename : renames.entrySet()) {
            if (name.endsWith(rename.getKey())) {
                name = name.substring(0, name.length() - rename.getKey().length()) + rename.getValue();
            }
        }
        return name;
    }

    /** Whether one key of every mark of this kind of checkpoint is among the keys. */
    boolean recognises(Keys keys) {
        return marks.stream()
                .allMatch(mark -> mark.stream()
                        .anyMatch(any -> keys.names().stream()
                                .anyMatch(key -> any.matcher(key).matches())));
    }

    /** Why a key may be left unread, if the table says so. */
    Optional<String> ignored(String key) {
        return find(ignored, key);
    }

    /** Why a checkpoint with this key must not be loaded, if the table says so. */
    Optional<String> refused(String key) {
        return find(refused, key);
    }

    private static Optional<String> find(List<Remark> remarks, String key) {
        return remarks.stream()
                .filter(remark -> remark.key().matcher(key).matches())
                .map(Remark::reason)
                .findFirst();
    }
}
