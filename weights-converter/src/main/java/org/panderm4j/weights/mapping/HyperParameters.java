package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.weights.mapping.Facts.Fact;
import org.panderm4j.weights.mapping.KeyTable.Setting;
import org.panderm4j.weights.report.LoadReport.HyperParameter;

/**
 * Collects the sizes and switches of one tower, each with where it came from. Sizes that shapes tell are taken from there, a
 * configuration that says otherwise is reported; of the rest {@code --arch} is believed before what the family fixes, that
 * before a configuration, that before the family's default. {@code --arch} also wins over shapes, which then do not fit.
 */
final class HyperParameters {
    private static final String ARCH = "--arch";

    private final Map<String, HyperParameter> found = new LinkedHashMap<>();
    private final String tower;
    private final JsonNode given;
    private final Map<String, Setting> settings;
    private final Facts facts;
    private final List<String> warnings;

    /**
     * @param tower {@code image} or {@code text}, for the report
     * @param given that tower's part of {@code --arch}; may be a missing node
     * @param settings of the family
     * @param facts from configurations
     * @param warnings is added to
     */
    HyperParameters(String tower, JsonNode given, Map<String, Setting> settings, Facts facts, List<String> warnings) {
        this.tower = tower;
        this.given = given;
        this.settings = settings;
        this.facts = facts;
        this.warnings = warnings;
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw new MappingException(
                    "--arch: expected an object of fields for the " + tower + " tower, found " + given);
        }
    }

    /** A type in {@code --arch} must be the one that the keys show. */
    void requireType() {
        String type = settings.get(tower + ".type").value();
        if (isGiven("type") && !given.get("type").asText().equals(type)) {
            throw new MappingException("--arch: expected type '" + type + "' for the " + tower
                    + " tower, as the keys show, found " + given.get("type"));
        }
    }

    List<HyperParameter> found() {
        return List.copyOf(found.values());
    }

    boolean isGiven(String field) {
        return given.hasNonNull(field);
    }

    /** A size that a shape tells. */
    int size(String field, long shape, String source) {
        int told = Math.toIntExact(shape);
        contradicted(field, told, source);
        return isGiven(field) ? note(field, positive(field, given.get(field), ARCH), ARCH) : note(field, told, source);
    }

    /** A number that no shape tells; empty if nobody says it. */
    Optional<Integer> optionalInteger(String field) {
        return said(field).map(one -> note(field, positive(field, one.value(), one.source()), one.source()));
    }

    /** A whole number that no shape tells, or {@code otherwise} with its reason. */
    int integer(String field, int otherwise, String why) {
        return optionalInteger(field).orElseGet(() -> note(field, otherwise, why));
    }

    /** A whole number that no shape tells and that something must say. */
    int integer(String field) {
        return optionalInteger(field).orElseThrow(() -> unsaid(field));
    }

    /** A token id: a whole number of 0 or more. */
    int id(String field) {
        Said one = said(field).orElseThrow(() -> unsaid(field));
        if (!isWhole(one.value()) || one.value().asInt() < 0) {
            throw wrong(field, "a token id", one);
        }
        return note(field, one.value().asInt(), one.source());
    }

    /** A positive real number that something must say. */
    double real(String field) {
        Said one = said(field).orElseThrow(() -> unsaid(field));
        double value = number(one.value());
        if (!(value > 0)) {
            throw wrong(field, "a positive number", one);
        }
        return note(field, value, one.source());
    }

    /** Settings come as text; NaN where there is no number. */
    private static double number(JsonNode node) {
        boolean written = node.isTextual() && node.textValue().matches("[0-9.]+(e-?[0-9]+)?");
        return written ? Double.parseDouble(node.textValue()) : node.asDouble(Double.NaN);
    }

    /** A positive real number, or {@code otherwise}, which is then not worth a line in the report. */
    double real(String field, double otherwise) {
        return said(field).isPresent() ? real(field) : otherwise;
    }

    /** A word, if something says one. */
    Optional<String> optionalWord(String field) {
        return said(field).map(one -> one.value().asText());
    }

    /** A word that something must say. */
    String word(String field) {
        Said one = said(field).orElseThrow(() -> unsaid(field));
        return note(field, one.value().asText(), one.source());
    }

    /** A switch; off where nobody says otherwise, and then not worth a line in the report. */
    boolean flag(String field) {
        return said(field)
                .map(one -> note(field, Boolean.parseBoolean(one.value().asText()), one.source()))
                .orElse(false);
    }

    /** Whether an optional part is there: what the family fixes, else what the keys show. */
    boolean part(String field, boolean shown, String key) {
        Setting setting = settings.get(tower + "." + field);
        if (setting != null && setting.fixed()) {
            return Boolean.parseBoolean(setting.value());
        }
        facts.of(tower + "." + field)
                .filter(fact -> !fact.value().equals(BooleanNode.valueOf(shown)))
                .ifPresent(fact -> warnings.add(fact.file() + " says " + fact.field() + " " + fact.value()
                        + ", but the file has " + (shown ? key : "no " + key) + ": the file wins"));
        return shown;
    }

    /**
     * Whether a part is there that a checkpoint does not just happen to lack: where the keys show it, and where a configuration
     * or the family says that there is one, whose tensors are then missing.
     */
    boolean needed(String field, boolean shown, String key) {
        boolean wanted = said(field).map(one -> one.value().asBoolean()).orElse(false);
        return part(field, shown || wanted, key);
    }

    /** Reports a configuration that says something else than was found. */
    void contradicted(String field, Object told, String source) {
        facts.of(tower + "." + field)
                .filter(fact -> !fact.value().asText().equals(String.valueOf(told)))
                .ifPresent(fact -> warnings.add(fact.file() + " says " + fact.field() + " "
                        + fact.value().asText() + ", the " + source + " says " + told + ": the file wins"));
    }

    /** A value that {@code --arch} has no field for. */
    <T> T note(String field, T value, String source) {
        found.put(field, new HyperParameter(tower + "." + field, String.valueOf(value), source));
        return value;
    }

    /** Adds a warning, once. */
    void warn(String warning) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    private record Said(JsonNode value, String source) {}

    private Optional<Said> said(String field) {
        if (isGiven(field)) {
            return Optional.of(new Said(given.get(field), ARCH));
        }
        Setting setting = settings.get(tower + "." + field);
        Optional<Fact> fact = facts.of(tower + "." + field);
        if (fact.isPresent() && (setting == null || !setting.fixed())) {
            return fact.map(one -> new Said(one.value(), one.file()));
        }
        return Optional.ofNullable(setting).map(one -> new Said(TextNode.valueOf(one.value()), one.source()));
    }

    private int positive(String field, JsonNode node, String source) {
        if (!isWhole(node) || node.asInt() <= 0) {
            throw wrong(field, "a positive integer", new Said(node, source));
        }
        return node.asInt();
    }

    /** Settings come as text. */
    private static boolean isWhole(JsonNode node) {
        return node.isInt() || (node.isTextual() && node.textValue().matches("[0-9]{1,9}"));
    }

    private MappingException wrong(String field, String expected, Said one) {
        return new MappingException(
                one.source() + ": expected " + expected + " for " + tower + "." + field + ", found " + one.value());
    }

    private MappingException unsaid(String field) {
        return new MappingException(
                tower + "." + field + " can be told neither from the tensors nor from a configuration; give it with "
                        + ARCH + ", field " + field);
    }
}
