package org.panderm4j.peers.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a child says, one JSON object a line; only the parts that were asked for are there.
 *
 * @param version of the engine, once it is loaded
 * @param absent why this build or machine has not the engine
 * @param failure what went wrong
 * @param seconds of each repetition
 * @param features [b][d]; of training [steps][1], the losses
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(String version, String absent, String failure, double[] seconds, float[][] features) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer loaded(String version) {
        return new Answer(version, null, null, null, null);
    }

    static Answer absent(String reason) {
        return new Answer(null, reason, null, null, null);
    }

    static Answer failed(String failure) {
        return new Answer(null, null, failure, null, null);
    }

    static Answer timed(double... seconds) {
        return new Answer(null, null, null, seconds, null);
    }

    static Answer computed(float[]... features) {
        return new Answer(null, null, null, null, features);
    }

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
    static Answer of(String line) {
        try {
            return JSON.readValue(line, Answer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a child's answer as JSON, found: " + line, e);
        }
    }
}
