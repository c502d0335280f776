package org.panderm4j.weights.open;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration files. */
final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFile() {}

    /**
     * The content of a file.
     *
     * @throws IOException when it is missing or no JSON; the message names file and line
     */
    static JsonNode read(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IOException(file + ": not valid JSON" + where, e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not valid JSON, it is not UTF-8", e);
        }
    }
}
