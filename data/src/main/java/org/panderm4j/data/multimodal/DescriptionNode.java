package org.panderm4j.data.multimodal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.NearestNames;

/**
 * A part of a YAML file: keys and values, read strictly.
 *
 * @param file it stands in
 * @param place keys that lead to it, such as {@code label.}; empty for the whole file
 */
record DescriptionNode(Path file, String place, JsonNode node) {
    private static final ObjectMapper YAML = new YAMLMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads a whole text.
     *
     * @param file that it stood in
     * @throws IOException in one line that names file and line when it is no YAML, or has a key twice or an alias
     */
    static DescriptionNode parse(Path file, String text) throws IOException {
        try {
            requireNoAliases(file, text);
            return new DescriptionNode(file, "", YAML.readTree(text));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IOException(
                    file + (line > 0 ? ", line " + line : "") + ": expected YAML in which each key stands once, found: "
                            + reason,
                    e);
        }
    }

    /** The mapper would take the name of an alias for its value. */
    private static void requireNoAliases(Path file, String text) throws IOException {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw new IOException(file + ", line "
                            + parser.currentTokenLocation().getLineNr()
                            + ": expected values that are written out, found"
                            + " the alias *" + parser.getText());
                }
            }
        }
    }

    /**
     * Refuses other keys.
     *
     * @throws IOException naming file, key and the nearest known one; or when there are no keys at all
     */
    DescriptionNode withKeys(List<String> known) throws IOException {
        if (!node.isObject()) {
            throw bad("", "keys and values (" + String.join(", ", known) + ")", node);
        }
        for (Map.Entry<String, JsonNode> one : node.properties()) {
            if (!known.contains(one.getKey())) {
                throw new IOException(file + ": expected only the keys " + String.join(", ", known)
                        + (place.isEmpty() ? "" : " under " + place.substring(0, place.length() - 1)) + ", found \""
                        + one.getKey() + "\"" + NearestNames.hint(one.getKey(), known));
            }
        }
        return this;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** What is under a key. */
    DescriptionNode child(String key) {
        return new DescriptionNode(file, place + key + ".", node.path(key));
    }

    Optional<String> text(String key) throws IOException {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).isValueNode() || node.get(key).asText().isBlank()) {
            throw bad(key, "a text", node.get(key));
        }
        return Optional.of(node.get(key).asText());
    }

    String requiredText(String key) throws IOException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            throw new IOException(file + ", key " + place + key + ": expected a text, found nothing");
        }
        return text.get();
    }

    /** A list of different texts; empty when the key is not there. */
    List<String> texts(String key) throws IOException {
        List<String> texts = new ArrayList<>();
        if (!has(key)) {
            return texts;
        }
        JsonNode list = node.get(key);
        if (!list.isArray() || list.isEmpty()) {
            throw bad(key, "a list such as [age, sex]", list);
        }
        for (JsonNode one : list) {
            if (!one.isValueNode() || one.isNull() || texts.contains(one.asText())) {
                throw bad(key, "a list of different texts", list);
            }
            texts.add(one.asText());
        }
        return texts;
    }

    double number(String key) throws IOException {
        JsonNode value = node.path(key);
        if (!value.isNumber()) {
            throw bad(key, "a number", value);
        }
        return value.doubleValue();
    }

    long wholeNumber(String key) throws IOException {
        if (!node.path(key).isIntegralNumber()) {
            throw bad(key, "a whole number", node.path(key));
        }
        return node.get(key).longValue();
    }

    IOException bad(String key, String expected, JsonNode found) {
        String at = (place + key).replaceFirst("\\.$", "");
        return new IOException(file + (at.isEmpty() ? "" : ", key " + at) + ": expected " + expected + ", found "
                + (found.isMissingNode() || found.isNull() ? "nothing" : found.toString()));
    }
}
