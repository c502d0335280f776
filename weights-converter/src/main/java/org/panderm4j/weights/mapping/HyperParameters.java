package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.weights.report.LoadReport.HyperParameter;

/**
 * Collects the sizes and switches of one tower, each with where it came from. A value given by {@code --arch} wins over every
 * other.
 */
final class HyperParameters {
    private final List<HyperParameter> found = new ArrayList<>();
    private final String tower;
    private final JsonNode given;

    /**
     * @param tower {@code image} or {@code text}, for the report
     * @param given that tower's part of {@code --arch}; may be a missing node
     */
    HyperParameters(String tower, JsonNode given) {
        this.tower = tower;
        this.given = given;
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw new MappingException(
                    "--arch: expected an object of fields for the " + tower + " tower, found " + given);
        }
    }

    /** A type in {@code --arch} must be the one that the keys show. */
    void requireType(String type) {
        if (isGiven("type") && !given.get("type").asText().equals(type)) {
            throw new MappingException("--arch: expected type '" + type + "' for the " + tower
                    + " tower, as the keys show, found " + given.get("type"));
        }
    }

    List<HyperParameter> found() {
        return found;
    }

    boolean isGiven(String field) {
        return given.hasNonNull(field);
    }

    /** An integer: from {@code --arch} if it is there, else {@code value} with its source. */
    int integer(String field, int value, String source) {
        if (!isGiven(field)) {
            return note(field, value, source);
        }
        JsonNode node = given.get(field);
        if (!node.isInt() || node.intValue() <= 0) {
            throw new MappingException(
                    "--arch: expected a positive integer for " + tower + "." + field + ", found " + node);
        }
        return note(field, node.intValue(), "--arch");
    }

    /** A real number, by the same rule. */
    double real(String field, double value, String source) {
        if (!isGiven(field)) {
            return note(field, value, source);
        }
        JsonNode node = given.get(field);
        if (!node.isNumber() || node.doubleValue() <= 0) {
            throw new MappingException(
                    "--arch: expected a positive number for " + tower + "." + field + ", found " + node);
        }
        return note(field, node.doubleValue(), "--arch");
    }

    /** A value that {@code --arch} has no field for. */
    <T> T note(String field, T value, String source) {
        found.add(new HyperParameter(tower + "." + field, String.valueOf(value), source));
        return value;
    }
}
