package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a {@code config.json} that a key table names. */
final class FieldFacts implements ConfigFacts {
    private static final String FILE = "config.json";

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, String> expected = new LinkedHashMap<>();

    /** Has our field taken from one of theirs. */
    void add(String ours, String theirs) {
        fields.put(ours, theirs);
    }

    /** Has a configuration refused whose field holds something else. */
    void expect(String theirs, String value) {
        expected.put(theirs, value);
    }

    @Override
    public void read(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        JsonNode config = configs.transformers();
        expected.forEach((field, value) -> {
            JsonNode found = config.path(field);
            if (found.isTextual() && !found.textValue().equals(value)) {
                throw new MappingException(FILE + ": expected " + field + " '" + value + "', found '"
                        + found.textValue() + "', which is not supported");
            }
        });
        fields.forEach((ours, theirs) -> facts.say(ours, config.path(theirs), FILE, theirs));
    }
}
