package org.panderm4j.tune;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a space: YAML, or JSON in a file that ends with {@code .json}. A key is an option's name; its value a range
 * ({@code {from: 0.01, to: 1000, scale: log}}, {@code {from: 8, to: 64, step: 8}}), a list of values, or one value that all trials
 * have.
 */
final class SpaceFile {
    private static final ObjectMapper YAML = strict(new YAMLMapper());
    private static final ObjectMapper JSON = strict(new ObjectMapper());

    private SpaceFile() {}

    private static ObjectMapper strict(ObjectMapper mapper) {
        return mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * @throws IOException in one line that names file, key, what was expected and what was found
     */
    static SearchSpace read(Path file, List<TunableOption> options) throws IOException {
        JsonNode root = parse(file);
        if (!root.isObject() || root.isEmpty()) {
            throw new IOException(file + ": expected options and their values, such as 'c: {from: 0.01, to: 100, scale:"
                    + " log}', found " + (root.isObject() || root.isMissingNode() ? "nothing" : shown(root)));
        }
        List<SearchSpace.Dimension> dimensions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            TunableOption option = option(file, entry.getKey(), options);
            try {
                Domain domain = new DomainReader(option).read(entry.getValue());
                dimensions.add(new SearchSpace.Dimension(option, domain));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": key '" + option.name() + "': " + e.getMessage(), e);
            }
        }
        return new SearchSpace(file, dimensions);
    }

    private static JsonNode parse(Path file) throws IOException {
        boolean json = file.toString().endsWith(".json");
        try {
            return (json ? JSON : YAML).readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IOException(
                    file + (line > 0 ? ", line " + line : "") + ": expected " + (json ? "JSON" : "YAML")
                            + " in which each key stands once, found: " + reason,
                    e);
        }
    }

    private static TunableOption option(Path file, String key, List<TunableOption> options) throws IOException {
        for (TunableOption option : options) {
            if (option.name().equals(key)) {
                return option;
            }
        }
        String names = options.stream().map(TunableOption::name).collect(Collectors.joining(", "));
        throw new IOException(
                file + ": expected only options that can be searched (" + names + "), found key '" + key + "'");
    }

    static String shown(JsonNode node) {
        return node.isTextual() ? "'" + node.textValue() + "'" : node.toString();
    }
}
