package org.panderm4j.data.table;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What a row is for. */
public enum Split {
    TRAIN,
    VAL,
    TEST;

    /** As it stands in tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a word stands for, if it is one of the three, exactly. */
    public static Optional<Split> of(String word) {
        for (Split split : values()) {
            if (split.word().equals(word)) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a row's word.
     *
     * @throws IOException naming file, line and column when it is another
     */
    static Split read(Table table, TableRow row, String column, int place) throws IOException {
        return of(row.get(place))
                .orElseThrow(() -> new IOException(table.file() + ", line " + row.line() + ", column " + column
                        + ": expected train, val or test, found \"" + row.get(place) + "\""));
    }
}
