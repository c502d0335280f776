package org.panderm4j.data.text;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Strings that are tokens as they stand, cut out of a text before anything else looks at it. */
final class Literals {
    private final Map<String, Integer> ids;
    private final Pattern pattern;

    Literals(Map<String, Integer> ids) {
        this.ids = Map.copyOf(ids);
        // The longest one first: of two that start at the same place it wins.
        this.pattern = Pattern.compile(ids.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /** Hands the parts of a text on in order: what lies between the literals, and the ids of the literals. */
    void split(String text, Consumer<String> between, IntConsumer literal) {
        Matcher matcher = pattern.matcher(text);
        int start = 0;
        while (matcher.find()) {
            between.accept(text.substring(start, matcher.start()));
            literal.accept(ids.get(matcher.group()));
            start = matcher.end();
        }
        between.accept(text.substring(start));
    }
}
