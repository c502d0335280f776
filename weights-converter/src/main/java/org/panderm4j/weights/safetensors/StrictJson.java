package org.panderm4j.weights.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.panderm4j.weights.checkpoint.CheckpointException;

/** UTF-8 JSON in which no key may occur twice. */
final class StrictJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJson() {}

    /** Decodes first: left alone, the parser would guess the encoding from the bytes. */
    static JsonParser parser(byte[] utf8) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(utf8))
                .toString();
        return JSON.createParser(text);
    }

    /** Checks the token just read; {@code wanted == null} means the end. */
    static void expect(JsonParser json, JsonToken found, JsonToken wanted, String what) throws IOException {
        if (found != wanted) {
            throw new JsonParseException(json, "expected " + what + ", found " + (found == null ? "the end" : found));
        }
    }

    /** The problem in one line. */
    static String line(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at character " + e.getLocation().getCharOffset();
        String text = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return CheckpointException.visible(text) + where;
    }
}
