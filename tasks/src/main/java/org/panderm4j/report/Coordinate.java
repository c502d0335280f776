package org.panderm4j.report;

import java.util.Locale;

/** A length or a place in a drawing, in its units, as SVG reads it. */
final class Coordinate {
    private Coordinate() {}

    /** To a tenth, which no eye tells from the exact place. */
    static String of(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
