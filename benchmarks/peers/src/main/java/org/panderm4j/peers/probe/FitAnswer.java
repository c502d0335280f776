package org.panderm4j.peers.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a child says, one JSON object a line; only the parts that were asked for are there.
 *
 * @param version of the library, once it is loaded
 * @param seconds of a fit
 * @param passes made by it
 * @param point found by it: W row by row, then b
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FitAnswer(String version, Double seconds, Integer passes, double[] point) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an answer as JSON", e);
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is no answer
     */
    static FitAnswer of(String line) {
        try {
            return JSON.readValue(line, FitAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a child's answer as JSON, found: " + line, e);
        }
    }
}
