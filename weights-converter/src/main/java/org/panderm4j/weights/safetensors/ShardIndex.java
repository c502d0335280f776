package org.panderm4j.weights.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.CheckpointFile;

/**
 * Which shard holds which key.
 *
 * @param shardOfKey plain file names, in the order of the index
 * @param metadata numbers and texts under {@code metadata}
 */
record ShardIndex(Map<String, String> shardOfKey, Map<String, Object> metadata) {
    private static final int MOST_SHARDS = 10_000;

    static ShardIndex read(CheckpointFile file) throws IOException {
        if (file.size() > SafetensorsHeader.LONGEST) {
            throw new CheckpointException(
                    file.path(), "a shard index of " + file.size() + " bytes is beyond " + SafetensorsHeader.LONGEST);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        file.read(0, bytes);
        ShardIndex index = new ShardIndex(new LinkedHashMap<>(), new LinkedHashMap<>());
        try (JsonParser json = StrictJson.parser(bytes.array())) {
            index.parse(json, file.path());
        } catch (CheckpointException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new CheckpointException(file.path(), "damaged shard index: " + StrictJson.line(e), e);
        } catch (IOException e) {
            throw new CheckpointException(file.path(), "damaged shard index: not UTF-8", e);
        }
        return index;
    }

    /** The shards, in the order in which the index first names them. */
    Set<String> shards() {
        return new LinkedHashSet<>(shardOfKey.values());
    }

    private void parse(JsonParser json, Path file) throws IOException {
        StrictJson.expect(json, json.nextToken(), JsonToken.START_OBJECT, "an object");
        boolean found = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("weight_map")) {
                StrictJson.expect(json, value, JsonToken.START_OBJECT, "an object as weight_map");
                readWeightMap(json, file);
                found = true;
            } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                readMetadata(json);
            } else {
                json.skipChildren();
            }
        }
        StrictJson.expect(json, json.nextToken(), null, "the end");
        if (!found) {
            throw new CheckpointException(file, "is JSON without a weight_map; expected a *.safetensors.index.json");
        }
        if (shards().size() > MOST_SHARDS) {
            throw new CheckpointException(file, "more than " + MOST_SHARDS + " shards");
        }
    }

    private void readWeightMap(JsonParser json, Path file) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            StrictJson.expect(json, json.nextToken(), JsonToken.VALUE_STRING, "a file name in weight_map");
            String shard = json.getText();
            if (!isPlainName(shard)) {
                throw new CheckpointException(
                        file,
                        key,
                        "the shard " + CheckpointException.quoted(shard)
                                + " is not a plain file name; shards lie beside their index");
            }
            shardOfKey.put(key, shard);
        }
    }

    /** An index must not lead out of its folder. */
    private static boolean isPlainName(String shard) {
        return !shard.isBlank()
                && !shard.equals(".")
                && !shard.equals("..")
                && shard.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }

    private void readMetadata(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            switch (json.nextToken()) {
                case VALUE_NUMBER_INT -> metadata.put(key, json.getLongValue());
                case VALUE_NUMBER_FLOAT -> metadata.put(key, json.getDoubleValue());
                case VALUE_STRING -> metadata.put(key, json.getText());
                case VALUE_TRUE, VALUE_FALSE -> metadata.put(key, json.getBooleanValue());
                default -> json.skipChildren();
            }
        }
    }
}
