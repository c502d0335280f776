package org.panderm4j.data.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The class lists and templates in {@code label-sets.json}, read once. */
final class ShippedLabels {
    private static final ShippedLabels SHIPPED = new ShippedLabels(read());

    private final Map<String, PromptTemplates> templates = new LinkedHashMap<>();
    private final Map<String, LabelSet> labels = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<BenchmarkSet> dataSets = new ArrayList<>();

    private ShippedLabels(JsonNode root) {
        for (JsonNode set : root.path("templates")) {
            String name = set.path("name").asText();
            templates.put(name, new PromptTemplates(name, strings(set.path("templates"))));
        }
        for (JsonNode set : root.path("data_sets")) {
            LabelSet classes = addLabels(set);
            dataSets.add(new BenchmarkSet(classes.name(), classes));
        }
        root.path("class_lists").forEach(this::addLabels);
    }

    static ShippedLabels get() {
        return SHIPPED;
    }

    Map<String, PromptTemplates> templates() {
        return templates;
    }

    /** By short name and by alias. */
    Map<String, LabelSet> labels() {
        return labels;
    }

    /** Short names alone. */
    Set<String> names() {
        return names;
    }

    List<BenchmarkSet> dataSets() {
        return List.copyOf(dataSets);
    }

    private LabelSet addLabels(JsonNode set) {
        LabelSet classes = new LabelSet(set.path("name").asText(), strings(set.path("classes")));
        names.add(classes.name());
        labels.put(classes.name(), classes);
        strings(set.path("aliases")).forEach(alias -> labels.put(alias, classes));
        return classes;
    }

    private static List<String> strings(JsonNode array) {
        List<String> out = new ArrayList<>();
        array.forEach(element -> out.add(element.asText()));
        return out;
    }

    private static JsonNode read() {
        try (InputStream resource = ShippedLabels.class.getResourceAsStream("label-sets.json")) {
            return new ObjectMapper().readTree(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
