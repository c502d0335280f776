package org.panderm4j.data.table;

import java.util.Set;

/** What pandas takes for a missing value, as its documentation of {@code read_csv} lists it. */
public final class MissingValue {
    private static final Set<String> WORDS = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    private MissingValue() {}

    /** Whether a cell says nothing. */
    public static boolean is(String value) {
        return WORDS.contains(value);
    }
}
