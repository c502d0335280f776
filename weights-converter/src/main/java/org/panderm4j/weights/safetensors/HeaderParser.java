package org.panderm4j.weights.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;

/** Reads the JSON of a header token by token: a large one never becomes a tree. */
final class HeaderParser {
    private static final int DEEPEST_SHAPE = 64;

    private final Path file;
    private final List<HeaderEntry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    HeaderParser(Path file) {
        this.file = file;
    }

    List<HeaderEntry> entries() {
        return entries;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    void parse(byte[] bytes) throws IOException {
        try (JsonParser json = StrictJson.parser(bytes)) {
            StrictJson.expect(json, json.nextToken(), JsonToken.START_OBJECT, "the header");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("__metadata__")) {
                    readMetadata(json, value);
                } else {
                    entries.add(entry(json, value, name));
                }
            }
            StrictJson.expect(json, json.nextToken(), null, "the end of the header");
        } catch (CheckpointException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new CheckpointException(file, "damaged safetensors header: " + StrictJson.line(e), e);
        } catch (IOException e) {
            throw new CheckpointException(file, "damaged safetensors header: not UTF-8", e);
        }
    }

    private void readMetadata(JsonParser json, JsonToken first) throws IOException {
        StrictJson.expect(json, first, JsonToken.START_OBJECT, "__metadata__");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            StrictJson.expect(json, json.nextToken(), JsonToken.VALUE_STRING, "a text in __metadata__");
            metadata.put(key, json.getText());
        }
    }

    private HeaderEntry entry(JsonParser json, JsonToken first, String name) throws IOException {
        StrictJson.expect(json, first, JsonToken.START_OBJECT, "a tensor's description");
        DType dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "dtype" -> dtype = dtype(json, value, name);
                case "shape" -> shape = numbers(json, value, name, field);
                case "data_offsets" -> offsets = numbers(json, value, name, field);
                default -> json.skipChildren();
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new CheckpointException(file, name, "expected dtype, shape and two data_offsets in the header");
        }
        return new HeaderEntry(name, dtype, shape, offsets.get(0), offsets.get(1));
    }

    private DType dtype(JsonParser json, JsonToken value, String name) throws IOException {
        StrictJson.expect(json, value, JsonToken.VALUE_STRING, "the dtype");
        String text = json.getText();
        return DType.named(text)
                .orElseThrow(() -> new CheckpointException(
                        file, name, "element type " + CheckpointException.quoted(text) + " is not supported"));
    }

    private List<Long> numbers(JsonParser json, JsonToken first, String name, String field) throws IOException {
        StrictJson.expect(json, first, JsonToken.START_ARRAY, field);
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            StrictJson.expect(json, json.currentToken(), JsonToken.VALUE_NUMBER_INT, "a whole number in " + field);
            long number = json.getLongValue();
            if (number < 0 || numbers.size() == DEEPEST_SHAPE) {
                throw new CheckpointException(file, name, "impossible " + field + " in the header");
            }
            numbers.add(number);
        }
        return numbers;
    }
}
