package org.panderm4j.data.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Sentences with a place for a class name. A class is described by all of them; their order is kept.
 *
 * @param name of a shipped set, or the file they came from
 * @param templates each holds {@code {}} or {@code {c}} at least once
 */
public record PromptTemplates(String name, List<String> templates) {
    private static final String PLACE = "{}";
    private static final String NAMED_PLACE = "{c}";

    /** Checks that every template has a place for the class. */
    public PromptTemplates {
        templates = List.copyOf(templates);
        if (templates.isEmpty()) {
            throw new IllegalArgumentException(name + ": expected at least one template, found none");
        }
        for (int i = 0; i < templates.size(); i++) {
            String template = templates.get(i);
            if (!template.contains(PLACE) && !template.contains(NAMED_PLACE)) {
                throw new IllegalArgumentException(name + ", template " + (i + 1)
                        + ": expected {} or {c} where the class name goes, found \"" + template + "\"");
            }
        }
    }

    /** A shipped set: {@code skin}, {@code imagenet}, {@code simple_imagenet}. */
    public static PromptTemplates named(String name) {
        PromptTemplates shipped = ShippedLabels.get().templates().get(name);
        if (shipped == null) {
            throw new IllegalArgumentException("expected templates "
                    + String.join(", ", ShippedLabels.get().templates().keySet()) + ", or a file, found " + name);
        }
        return shipped;
    }

    /**
     * A file of one template a line.
     *
     * @throws IOException when it cannot be read, is not UTF-8, or a line has no place for the class
     */
    public static PromptTemplates load(Path file) throws IOException {
        try {
            return new PromptTemplates(file.toString(), TextLines.withoutMark(TextLines.read(file)));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What an option says: the name of a shipped set, else a file. */
    public static PromptTemplates of(String nameOrFile) throws IOException {
        boolean shipped = ShippedLabels.get().templates().containsKey(nameOrFile);
        return !shipped && isFile(nameOrFile) ? load(Path.of(nameOrFile)) : named(nameOrFile);
    }

    /** The prompts of one class, in template order. */
    public List<String> prompts(String label) {
        return templates.stream()
                .map(template -> template.replace(NAMED_PLACE, PLACE).replace(PLACE, label))
                .toList();
    }

    static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
