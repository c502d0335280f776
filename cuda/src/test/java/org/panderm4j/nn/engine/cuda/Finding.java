package org.panderm4j.nn.engine.cuda;

import java.util.Locale;

/**
 * A row of the table.
 *
 * @param kind what was looked at: a kernel, a model, speed
 * @param name of what was looked at in particular
 * @param measured as printed
 * @param limit as printed; empty for what is measured only
 * @param passed whether it is as it should be; true for what is measured only
 */
record Finding(String kind, String name, String measured, String limit, boolean passed) {
    static final String HEAD = "| kind | what | measured | limit | result |\n|---|---|---|---|---|";

    /** An error that must not be larger than a limit; no number is too large. */
    static Finding error(String kind, String name, double error, double limit) {
        return new Finding(kind, name, scientific(error), "<= " + scientific(limit), error <= limit);
    }

    /** Something that holds or does not. */
    static Finding fact(String kind, String name, String fact, boolean holds) {
        return new Finding(kind, name, holds ? fact : "NOT " + fact, "", holds);
    }

    /** A measurement that nothing is demanded of. */
    static Finding measurement(String kind, String name, String measured) {
        return new Finding(kind, name, measured, "", true);
    }

    /** What could not be looked at, since it ended in an exception. */
    static Finding failure(String kind, String name, Throwable problem) {
        String line = String.valueOf(problem).lines().findFirst().orElse("");
        return new Finding(kind, name, line.replace('|', '/'), "", false);
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.2e", value);
    }

    private boolean isJudged() {
        return !limit.isEmpty() || !passed || measured.equals("equal");
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |",
                kind,
                name,
                measured,
                limit,
                passed ? isJudged() ? "PASS" : "" : "**FAIL**");
    }
}
