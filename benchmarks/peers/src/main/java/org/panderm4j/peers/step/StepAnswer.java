package org.panderm4j.peers.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a child says, one JSON object a line.
 *
 * @param version of the engine, once it is loaded
 * @param losses of the steps asked for
 * @param passes seconds of forward and backward of each
 * @param steps seconds of each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepAnswer(String version, double[] losses, double[] passes, double[] steps) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an answer as JSON", e);
        }
    }

    static StepAnswer of(String line) {
        try {
            return JSON.readValue(line, StepAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a child's answer as JSON, found: " + line, e);
        }
    }
}
