package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What configuration files say of a model, by our field names such as {@code image.heads}. What is said first stays. */
final class Facts {
    /**
     * One statement.
     *
     * @param value what is said
     * @param file that says it, for reports
     * @param field what it is called there
     */
    record Fact(JsonNode value, String file, String field) {}

    private final Map<String, Fact> said = new LinkedHashMap<>();

    /** Notes a statement; a node that is missing or null says nothing. */
    void say(String ours, JsonNode value, String file, String field) {
        if (!value.isMissingNode() && !value.isNull()) {
            said.putIfAbsent(ours, new Fact(value, file, field));
        }
    }

    void say(String ours, int value, String file, String field) {
        say(ours, IntNode.valueOf(value), file, field);
    }

    void say(String ours, String value, String file, String field) {
        say(ours, TextNode.valueOf(value), file, field);
    }

    void say(String ours, boolean value, String file, String field) {
        say(ours, BooleanNode.valueOf(value), file, field);
    }

    Optional<Fact> of(String ours) {
        return Optional.ofNullable(said.get(ours));
    }
}
