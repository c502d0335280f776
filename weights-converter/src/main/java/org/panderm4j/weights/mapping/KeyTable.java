package org.panderm4j.weights.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A family's key table, read from a resource: which of our tensors is made from which of theirs, and which of theirs are
 * renamed, ignored or refused, with the reason.
 */
final class KeyTable {
    /**
     * One line: our tensor, from one or more of theirs.
     *
     * @param ours our name, a star for the block's number
     * @param operation what is done
     * @param theirs foreign keys, a star for the block's number
     */
    record Rule(String ours, Operation operation, List<String> theirs) {
        Rule at(String block) {
            return new Rule(
                    ours.replace("*", block),
                    operation,
                    theirs.stream().map(key -> key.replace("*", block)).toList());
        }
    }

    private record Remark(Pattern key, String reason) {}

    private static final Pattern BLOCK = Pattern.compile("\\.blocks\\.([0-9]+)\\.");

    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Map<String, String> renames = new LinkedHashMap<>();
    private final List<Remark> ignored = new ArrayList<>();
    private final List<Remark> refused = new ArrayList<>();

    private KeyTable() {}

    /** Reads the table {@code family.keys} that lies beside this class. */
    static KeyTable of(String family) {
        KeyTable table = new KeyTable();
        try (InputStream in = KeyTable.class.getResourceAsStream(family + ".keys");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(table::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key table of " + family, e);
        }
        return table;
    }

    private void add(String line) {
        String[] words = line.trim().split("\\s+");
        switch (words[0]) {
            case "rename" -> renames.put(words[1], words[2]);
            case "ignore" -> ignored.add(remark(words, "$"));
            case "refuse" -> refused.add(remark(words, ".*"));
            default -> {
                List<String> theirs = List.of(Arrays.copyOfRange(words, 2, words.length));
                rules.put(words[0], new Rule(words[0], Operation.of(words[1]), theirs));
            }
        }
    }

    private static Remark remark(String[] words, String end) {
        String pattern = Pattern.quote(words[1]).replace("*", "\\E[0-9]+\\Q") + end;
        return new Remark(Pattern.compile(pattern), String.join(" ", Arrays.copyOfRange(words, 2, words.length)));
    }

    /**
     * The rule for one of our names.
     *
     * @throws IllegalStateException when the table has none: the table and the network disagree
     */
    Rule rule(String ours) {
        Rule exact = rules.get(ours);
        if (exact != null) {
            return exact;
        }
        Matcher block = BLOCK.matcher(ours);
        Rule general = block.find() ? rules.get(block.replaceFirst(".blocks.*.")) : null;
        if (general == null) {
            throw new IllegalStateException("no rule for our tensor " + ours);
        }
        return general.at(block.group(1));
    }

    /** The key as the rules spell it. */
    String renamed(String key) {
        String name = key;
        for (Map.Entry<String, String> rename : renames.entrySet()) {
            if (name.endsWith(rename.getKey())) {
                name = name.substring(0, name.length() - rename.getKey().length()) + rename.getValue();
            }
        }
        return name;
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
