package org.panderm4j.data.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What both kinds of vocabulary files have in common. */
final class VocabularyFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VocabularyFiles() {}

    /** The object in a JSON file. */
    static JsonNode readObject(Path file) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": expected JSON, found " + e.getOriginalMessage());
        }
        if (node == null || !node.isObject()) {
            throw new IOException(file + ": expected a JSON object");
        }
        return node;
    }

    /** {@code tokenizer_config.json} beside a vocabulary file; missing is nothing said. */
    static JsonNode configBeside(Path file) throws IOException {
        Path config = file.resolveSibling("tokenizer_config.json");
        return Files.isRegularFile(config) ? readObject(config) : MissingNode.getInstance();
    }

    /** Token to id, from an object of integers. */
    static Map<String, Integer> ids(JsonNode object, Path file) throws IOException {
        if (!object.isObject() || object.isEmpty()) {
            throw new IOException(file + ": expected a vocabulary, an object of token ids, found none");
        }
        Map<String, Integer> ids = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            ids.put(entry.getKey(), id(entry.getValue(), entry.getKey(), file));
        }
        return ids;
    }

    /** The literal tokens of a {@code tokenizer.json}; those that would change the text around them are refused. */
    static Map<String, Integer> addedTokens(JsonNode root, Path file) throws IOException {
        Map<String, Integer> added = new LinkedHashMap<>();
        for (JsonNode token : root.path("added_tokens")) {
            String content = token.path("content").asText();
            for (String option : new String[] {"single_word", "lstrip", "rstrip"}) {
                if (token.path(option).asBoolean()) {
                    throw new IOException(file + ": added token " + content + " asks for " + option
                            + ", which is not supported; only plain special tokens are");
                }
            }
            added.put(content, id(token.path("id"), content, file));
        }
        return added;
    }

    /** A special token's spelling: a string, or an object with {@code content}. */
    static String tokenName(JsonNode config, String key, String standard) {
        JsonNode value = config.path(key);
        return value.path("content").asText(value.asText(standard));
    }

    /** The value of a named option, which must be the one thing that is implemented, or be absent. */
    static void require(JsonNode object, String option, String expected, Path file) throws IOException {
        JsonNode value = object.path(option);
        if (!value.isMissingNode() && !value.isNull() && !value.asText().equals(expected)) {
            throw new IOException(
                    file + ": expected " + option + " \"" + expected + "\", found " + value + ": not supported");
        }
    }

    private static int id(JsonNode value, String token, Path file) throws IOException {
        if (!value.isInt() || value.intValue() < 0) {
            throw new IOException(file + ": expected a non-negative integer id for token \"" + token + "\", found "
                    + (value.isMissingNode() ? "none" : value));
        }
        return value.intValue();
    }
}
