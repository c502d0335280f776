package org.panderm4j.data.multimodal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with gaps: {@code This is a[ {sex}] patient[ of {age} years].}
 *
 * <p>{@code {column}} is filled with the field. A part in square brackets is left out when one of its fields is blank; outside of brackets
 * a blank field becomes {@value #UNKNOWN}. Brackets do not stand within brackets.
 *
 * @param parts in order
 */
record TextTemplate(List<Part> parts) implements MetadataText {
    static final String UNKNOWN = "unknown";

    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)]|([^\\[\\]]+)");
    private static final Pattern GAP = Pattern.compile("\\{([^{}]+)}");

    /**
     * A part of the sentence.
     *
     * @param isOptional whether it stood in square brackets
     */
    record Part(String text, boolean isOptional) {}

    TextTemplate {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when a bracket has no counterpart
     */
    static TextTemplate of(String template) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(template);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            boolean isOptional = matcher.group(1) != null;
            String text = isOptional ? matcher.group(1) : matcher.group(2);
            if (GAP.matcher(text).replaceAll("").matches("(?s).*[{}].*")) {
                throw new IllegalArgumentException("expected gaps such as {age}, found \"" + text + "\"");
            }
            parts.add(new Part(text, isOptional));
            end = matcher.end();
        }
        if (end < template.length()) {
            throw new IllegalArgumentException(
                    "expected brackets in pairs and not within each other, found \"" + template + "\"");
        }
        return new TextTemplate(parts);
    }

    /** Columns that fill the gaps. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        for (Part part : parts) {
            GAP.matcher(part.text).results().forEach(gap -> columns.add(gap.group(1)));
        }
        return columns;
    }

    @Override
    public String of(Map<String, String> fields) {
        StringBuilder sentence = new StringBuilder();
        for (Part part : parts) {
            boolean isWhole = GAP.matcher(part.text).results().allMatch(gap -> fields.containsKey(gap.group(1)));
            if (isWhole || !part.isOptional) {
                sentence.append(GAP.matcher(part.text)
                        .replaceAll(gap -> Matcher.quoteReplacement(
                                fields.getOrDefault(gap.group(1), UNKNOWN).strip())));
            }
        }
        return sentence.toString();
    }
}
