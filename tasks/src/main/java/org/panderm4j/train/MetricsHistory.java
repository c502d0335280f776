package org.panderm4j.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lines of a {@code metrics.jsonl}.
 *
 * @param steps in order; numbers by name, that of the step among them
 * @param evaluations in order; likewise, with the values that were measured
 * @param seconds of training, all parts of the run together
 */
record MetricsHistory(List<Map<String, Double>> steps, List<Map<String, Double>> evaluations, double seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the file; none counts as an empty one. */
    static MetricsHistory read(Path file) throws IOException {
        List<Map<String, Double>> steps = new ArrayList<>();
        List<Map<String, Double>> evaluations = new ArrayList<>();
        double seconds = 0;
        if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                for (String line : (Iterable<String>) lines::iterator) {
                    JsonNode node = parse(file, line);
                    Map<String, Double> numbers = numbers(node);
                    numbers.putAll(numbers(node.path("evaluation")));
                    (node.has("evaluation") ? evaluations : steps).add(numbers);
                    seconds = numbers.getOrDefault("seconds", seconds);
                }
            }
        }
        return new MetricsHistory(steps, evaluations, seconds);
    }

    private static JsonNode parse(Path file, String line) throws IOException {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.path("step").isIntegralNumber()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // The same answer as for other JSON.
        }
        throw new IOException(file + ": expected one JSON object with a step on each line, found '"
                + line.substring(0, Math.min(60, line.length())) + "'; choose another --out");
    }

    private static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isNumber()) {
                numbers.put(field.getKey(), field.getValue().doubleValue());
            } else if (field.getValue().isTextual()) {
                numbers.put(field.getKey(), Double.NaN); // the only texts are those that are no numbers
            }
        }
        return numbers;
    }
}
