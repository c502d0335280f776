package org.panderm4j.data.multimodal;

import java.util.List;
import java.util.Map;

/**
 * One number of a vector.
 *
 * @param name of the number
 * @param kind what it says
 * @param source the column of the table
 * @param values of a {@link Kind#CATEGORY}: the texts that make it 1
 * @param mean of a {@link Kind#NUMBER}: what is taken off
 * @param sd of a {@link Kind#NUMBER}: what it is divided by, not 0
 * @param whenBlank the number of a blank field; may be NaN
 */
public record VectorColumn(
        String name, Kind kind, String source, List<String> values, double mean, double sd, double whenBlank) {
    /** What a number says. */
    public enum Kind {
        /** The field itself. */
        NUMBER,
        /** 1 if the field is one of some texts, else 0. */
        CATEGORY,
        /** 1 if the field is blank, else 0. */
        MISSING
    }

    public VectorColumn {
        values = List.copyOf(values);
    }

    static VectorColumn number(String name, String source, double mean, double sd, double whenBlank) {
        return new VectorColumn(name, Kind.NUMBER, source, List.of(), mean, sd, whenBlank);
    }

    static VectorColumn category(String name, String source, List<String> values, double whenBlank) {
        return new VectorColumn(name, Kind.CATEGORY, source, values, 0, 1, whenBlank);
    }

    static VectorColumn missing(String name, String source) {
        return new VectorColumn(name, Kind.MISSING, source, List.of(), 0, 1, 1);
    }

    float of(Map<String, String> fields) {
        String text = fields.get(source);
        if (text == null) {
            return (float) whenBlank;
        }
        return switch (kind) {
            case NUMBER -> (float) ((parse(text) - mean) / sd);
            case CATEGORY -> values.contains(text) ? 1 : 0;
            case MISSING -> 0;
        };
    }

    private double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "column " + source + ": expected a number, as in the training cases, found \"" + text + "\"", e);
        }
    }
}
