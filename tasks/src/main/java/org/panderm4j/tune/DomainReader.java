package org.panderm4j.tune;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Reads the values of one option; errors say what was expected and found, the caller says where. */
final class DomainReader {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String STEP = "step";
    private static final String SCALE = "scale";
    private static final Set<String> KEYS = new TreeSet<>(Set.of(FROM, TO, STEP, SCALE));
    private static final int MOST_STEPS = 10_000;

    private final TunableOption option;

    DomainReader(TunableOption option) {
        this.option = option;
    }

    Domain read(JsonNode node) {
        if (node.isObject()) {
            return range(node);
        }
        if (!node.isArray()) {
            return new Domain.Choices(List.of(value(node)));
        }
        List<String> values =
                StreamSupport.stream(node.spliterator(), false).map(this::value).toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected at least one value, found []");
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.indexOf(values.get(i)) < i) {
                throw new IllegalArgumentException("expected different values, found '" + values.get(i) + "' twice");
            }
        }
        return new Domain.Choices(values);
    }

    private String value(JsonNode node) {
        if (option.isNumber()) {
            return text(number(node));
        }
        String word = node.isTextual() || node.isBoolean() || node.isNumber() ? node.asText() : "";
        if (!option.words().contains(word)) {
            throw new IllegalArgumentException(
                    "expected one of " + String.join(", ", option.words()) + ", found " + SpaceFile.shown(node));
        }
        return word;
    }

    private boolean isWhole() {
        return option.kind() == TunableOption.Kind.INTEGER;
    }

    private String text(double value) {
        return isWhole() ? Long.toString((long) value) : NumberText.exact(value);
    }

    private double number(JsonNode node) {
        double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!Double.isFinite(value)
                || value < option.least()
                || value > option.most()
                || (isWhole() && value % 1 != 0)) {
            throw new IllegalArgumentException("expected a " + (isWhole() ? "whole number" : "number") + bounds()
                    + ", found " + SpaceFile.shown(node));
        }
        return value;
    }

    private String bounds() {
        boolean below = Double.isFinite(option.least());
        boolean above = Double.isFinite(option.most());
        if (below && above) {
            return " from " + text(option.least()) + " to " + text(option.most());
        }
        if (below) {
            return " of " + text(option.least()) + " or more";
        }
        return above ? " of " + text(option.most()) + " or less" : "";
    }

    private Domain range(JsonNode node) {
        if (!option.isNumber()) {
            throw new IllegalArgumentException(
                    "expected a list of " + String.join(", ", option.words()) + ", found a range " + node);
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "expected a range of " + String.join(", ", KEYS) + ", found '" + key + "'");
            }
        });
        double from = end(node, FROM);
        double to = end(node, TO);
        if (!(from < to)) {
            throw new IllegalArgumentException("expected from below to, found from " + text(from) + " to " + text(to));
        }
        boolean logarithmic = isLogarithmic(node, from);
        if (node.has(STEP)) {
            return steps(node.get(STEP), from, to, logarithmic);
        }
        return new Domain.Range(from, to, isWhole(), logarithmic);
    }

    private double end(JsonNode range, String key) {
        if (!range.has(key)) {
            throw new IllegalArgumentException("expected a range with from and to, found none of '" + key + "'");
        }
        return number(range.get(key));
    }

    private static boolean isLogarithmic(JsonNode range, double from) {
        String scale = range.has(SCALE) ? range.get(SCALE).asText() : "linear";
        if (!scale.equals("linear") && !scale.equals("log")) {
            throw new IllegalArgumentException(
                    "expected scale: log or scale: linear, found " + SpaceFile.shown(range.get(SCALE)));
        }
        if (scale.equals("log") && !(from > 0)) {
            throw new IllegalArgumentException(
                    "expected from above 0 with scale: log, found from " + NumberText.exact(from));
        }
        return scale.equals("log");
    }

    private Domain steps(JsonNode node, double from, double to, boolean logarithmic) {
        double step = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!(step > 0) || (isWhole() && step % 1 != 0)) {
            throw new IllegalArgumentException("expected a step above 0" + (isWhole() ? ", a whole number" : "")
                    + ", found " + SpaceFile.shown(node));
        }
        if (logarithmic) {
            throw new IllegalArgumentException("expected step or scale: log, found both");
        }
        double count = Math.floor((to - from) / step * (1 + 1e-12)) + 1; // 0 to 0.3 by 0.1 has its end
        if (count > MOST_STEPS) {
            throw new IllegalArgumentException("expected at most " + MOST_STEPS + " steps, found step "
                    + SpaceFile.shown(node) + ", which makes " + String.format(Locale.ROOT, "%.0f", count));
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double value = from + i * step;
            values.add(isWhole() ? text(value) : NumberText.drawn(value, from, to));
        }
        return new Domain.Choices(values);
    }
}
