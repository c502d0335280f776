package org.panderm4j.weights.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.panderm4j.weights.mapping.KeyTable.HeadLine;
import org.panderm4j.weights.mapping.KeyTable.Remark;
import org.panderm4j.weights.mapping.KeyTable.Rule;
import org.panderm4j.weights.mapping.KeyTable.Setting;

/**
 * Reads key tables, resources named {@code *.keys} beside this class. A line is one of
 *
 * <pre>
 * OURS OPERATION THEIRS...       one of our tensors; several lines for one are tried in order; a star is a number
 * mark KEYS...                   the checkpoint is of this kind if every line has a key like one of its own in it
 * strip PREFIX                   taken off every key that starts with it
 * rename END END                 the end of a key, replaced
 * ignore KEY REASON...           may be left unread; two stars stand for anything
 * refuse KEY REASON...           a checkpoint with a key that starts like this must not be loaded
 * set FIELD VALUE                what is fixed in this family
 * default FIELD VALUE SOURCE...  what holds where no configuration says otherwise
 * field FIELD THEIRS             what config.json calls it; compared where shapes tell it, believed where nothing else does
 * expect THEIRS VALUE            a config.json with another value is of a model of another kind
 * config KIND                    which configuration files need more than that, see {@link ConfigFacts}
 * preprocess NAME [config-size]  what is done to pictures where no configuration says it
 * head TOWER NAME WORDS...       a read-out, see {@link HeadReader}
 * include TABLE [PREFIX]         the lines of another table, PREFIX put before its foreign keys
 * </pre>
 */
final class KeyTableReader {
    private static final String INDEX = "families.list";
    private static final Pattern STARS = Pattern.compile("\\*{1,2}");

    private final KeyTable table = new KeyTable();

    private KeyTableReader() {}

    /** Names of the families, in the order in which they are tried. */
    static List<String> families() {
        return lines(INDEX);
    }

    /** Reads {@code name.keys}. */
    static KeyTable read(String name) {
        KeyTableReader reader = new KeyTableReader();
        reader.include(name, "");
        return reader.table;
    }

    private void include(String name, String prefix) {
        lines(name + ".keys").forEach(line -> add(line.split("\\s+"), prefix));
    }

    private static List<String> lines(String resource) {
        InputStream found = KeyTableReader.class.getResourceAsStream(resource);
        if (found == null) {
            throw new IllegalArgumentException("no key table " + resource);
        }
        try (found;
                BufferedReader lines = new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key table " + resource, e);
        }
    }

    private void add(String[] words, String prefix) {
        switch (words[0]) {
            case "include" -> include(words[1], prefix + (words.length > 2 ? words[2] : ""));
            case "mark" ->
                table.marks.add(Arrays.stream(words, 1, words.length)
                        .map(key -> pattern(prefix + key, ""))
                        .toList());
            case "strip" -> table.strips.add(words[1]);
            case "rename" -> table.renames.put(words[1], words[2]);
            case "ignore" -> table.ignored.add(new Remark(pattern(prefix + words[1], ""), rest(words, 2)));
            case "refuse" -> table.refused.add(new Remark(pattern(prefix + words[1], ".*"), rest(words, 2)));
            case "set" -> table.settings.put(words[1], new Setting(words[2], true, "fixed in this family"));
            case "default" -> table.settings.put(words[1], new Setting(words[2], false, rest(words, 3)));
            case "config" -> table.configs.add(ConfigFacts.of(words[1]));
            case "field" -> table.fields.add(words[1], words[2]);
            case "expect" -> table.fields.expect(words[1], words[2]);
            case "preprocess" -> addPreprocess(words);
            case "head" -> addHead(words);
            default -> addRule(words, prefix);
        }
    }

    private void addPreprocess(String[] words) {
        table.preprocess = words[1];
        table.sizeFromConfig = words.length > 2 && words[2].equals("config-size");
    }

    private void addHead(String[] words) {
        HeadLine head = new HeadLine(words[1], words[2], List.of(Arrays.copyOfRange(words, 3, words.length)));
        table.heads.removeIf(
                other -> other.tower().equals(head.tower()) && other.name().equals(head.name()));
        table.heads.add(head);
    }

    private void addRule(String[] words, String prefix) {
        List<String> theirs =
                Arrays.stream(words, 2, words.length).map(key -> prefix + key).toList();
        table.rules
                .computeIfAbsent(words[0], any -> new ArrayList<>())
                .add(new Rule(words[0], Operation.of(words[1]), theirs));
    }

    private static String rest(String[] words, int from) {
        return String.join(" ", Arrays.copyOfRange(words, from, words.length));
    }

    /** Stars are numbers, two stars anything, all else is itself. */
    private static Pattern pattern(String key, String end) {
        StringBuilder regex = new StringBuilder();
        Matcher stars = STARS.matcher(key);
        int from = 0;
        while (stars.find()) {
            regex.append(Pattern.quote(key.substring(from, stars.start())));
            regex.append(stars.group().length() == 1 ? "[0-9]+" : ".*");
            from = stars.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(key.substring(from))) + end);
    }
}
