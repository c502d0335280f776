package org.panderm4j.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value of a JSON file and where it stands, for errors.
 *
 * @param node missing where the file has none
 * @param where the file and the path inside
 */
record JsonPlace(JsonNode node, String where) {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The outermost value of a file. */
    static JsonPlace read(Path file) throws IOException {
        try {
            return new JsonPlace(MAPPER.readTree(Files.readString(file)), file.toString());
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": expected JSON, found: " + e.getOriginalMessage(), e);
        }
    }

    JsonPlace get(String name) {
        return new JsonPlace(node.path(name), where + ": " + name);
    }

    boolean isPresent() {
        return !node.isMissingNode();
    }

    List<JsonPlace> items() throws IOException {
        require(node.isArray(), "a list");
        List<JsonPlace> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(new JsonPlace(item, where + "[" + items.size() + "]"));
        }
        return items;
    }

    String text() throws IOException {
        require(node.isTextual() && !node.textValue().isEmpty(), "text");
        return node.textValue();
    }

    int count() throws IOException {
        require(node.isInt() && node.intValue() > 0, "a positive integer");
        return node.intValue();
    }

    /** An object of texts; none where it is missing, as JMH leaves it out. */
    Map<String, String> texts() throws IOException {
        require(node.isMissingNode() || node.isObject(), "an object");
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            texts.put(entry.getKey(), get(entry.getKey()).text());
        }
        return texts;
    }

    private double positive() throws IOException {
        require(node.isNumber() && node.doubleValue() > 0 && Double.isFinite(node.doubleValue()), "a positive number");
        return node.doubleValue();
    }

    /** A list of lists of positive numbers, none of them empty. */
    double[][] samples() throws IOException {
        List<double[]> forks = new ArrayList<>();
        for (JsonPlace fork : items()) {
            List<JsonPlace> items = fork.items();
            double[] samples = new double[items.size()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = items.get(i).positive();
            }
            fork.require(samples.length > 0, "at least one sample");
            forks.add(samples);
        }
        require(!forks.isEmpty(), "samples of at least one fork");
        return forks.toArray(double[][]::new);
    }

    void require(boolean met, String expected) throws IOException {
        if (!met) {
            String found = node.isMissingNode() ? "nothing" : node.toString();
            String start = found.length() > 60 ? found.substring(0, 60) + "..." : found;
            throw new IOException(where + ": expected " + expected + ", found " + start);
        }
    }
}
