package org.panderm4j.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of a data set. Label k of a table is class k here, counted from 0.
 *
 * @param name of a shipped set, or where the classes came from
 * @param classes without repeats, none blank
 */
public record LabelSet(String name, List<String> classes) {
    /** Checks that there are classes, that each has a name, and that no two share one. */
    public LabelSet {
        classes = List.copyOf(classes);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException(name + ": expected at least one class, found none");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).isBlank()) {
                throw new IllegalArgumentException(
                        name + ", class " + (i + 1) + ": expected a class name, found nothing");
            }
            Integer earlier = seen.put(classes.get(i), i + 1);
            if (earlier != null) {
                throw new IllegalArgumentException(name + ", class " + (i + 1) + ": \"" + classes.get(i)
                        + "\" is already class " + earlier + "; class names must differ");
            }
        }
    }

    /** A shipped set by its short name or an alias: {@code pad}, {@code snu} or {@code snu134}, {@code derm1m}... */
    public static LabelSet named(String name) {
        LabelSet shipped = ShippedLabels.get().labels().get(name);
        if (shipped == null) {
            throw new IllegalArgumentException("expected a label set "
                    + String.join(", ", ShippedLabels.get().names()) + ", or a file with one class a line, found "
                    + name);
        }
        return shipped;
    }

    /**
     * A file of one class a line.
     *
     * @throws IOException when it cannot be read, is not UTF-8, or a line is blank or repeats another
     */
    public static LabelSet load(Path file) throws IOException {
        try {
            List<String> lines = TextLines.withoutMark(TextLines.read(file));
            return new LabelSet(
                    file.toString(), lines.stream().map(String::strip).toList());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Classes as an option lists them: {@code "melanoma,nevus,other"}. */
    public static LabelSet parse(String list) {
        return new LabelSet(
                "labels \"" + list + "\"",
                Arrays.stream(list.split(",", -1)).map(String::strip).toList());
    }

    /** What an option says: the name of a shipped set, else a file. */
    public static LabelSet of(String nameOrFile) throws IOException {
        boolean shipped = ShippedLabels.get().labels().containsKey(nameOrFile);
        return !shipped && PromptTemplates.isFile(nameOrFile) ? load(Path.of(nameOrFile)) : named(nameOrFile);
    }

    /** Number of classes. */
    public int size() {
        return classes.size();
    }
}
