package org.panderm4j.tune;

import java.util.List;

/**
 * An option of a task that a space may name.
 *
 * @param name as on the command line, without dashes
 * @param kind of its values
 * @param meaning in a few words
 * @param least smallest number it takes; not used by words
 * @param most largest number it takes; not used by words
 * @param words it takes; empty for numbers
 */
public record TunableOption(String name, Kind kind, String meaning, double least, double most, List<String> words) {
    private static final String TRUE = "true";

    /** What an option's values are. */
    public enum Kind {
        /** A number. */
        REAL,
        /** A whole number. */
        INTEGER,
        /** One of some words. */
        CHOICE,
        /** {@code true} or {@code false}: the option stands on the command line, or it does not. */
        FLAG
    }

    public TunableOption {
        words = List.copyOf(words);
    }

    /** A number between two bounds, both included; the bounds may be infinite. */
    public static TunableOption real(String name, String meaning, double least, double most) {
        return new TunableOption(name, Kind.REAL, meaning, least, most, List.of());
    }

    /** A whole number between two bounds, both included. */
    public static TunableOption integer(String name, String meaning, int least, int most) {
        return new TunableOption(name, Kind.INTEGER, meaning, least, most, List.of());
    }

    /** One of some words. */
    public static TunableOption choice(String name, String meaning, String... words) {
        return new TunableOption(name, Kind.CHOICE, meaning, 0, 0, List.of(words));
    }

    /** An option without a value. */
    public static TunableOption flag(String name, String meaning) {
        return new TunableOption(name, Kind.FLAG, meaning, 0, 0, List.of(TRUE, "false"));
    }

    boolean isNumber() {
        return kind == Kind.REAL || kind == Kind.INTEGER;
    }

    /** The words that set it on a command line. */
    List<String> arguments(String value) {
        if (kind == Kind.FLAG) {
            return value.equals(TRUE) ? List.of("--" + name) : List.of();
        }
        return List.of("--" + name, value);
    }
}
