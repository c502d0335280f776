package org.panderm4j.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Which options a user wrote, told from those that have their default. What would be read and ignored is refused. */
final class WrittenOptions {
    private final ParseResult parsed;

    private WrittenOptions(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** Of a command that has been parsed. */
    static WrittenOptions of(CommandSpec command) {
        return new WrittenOptions(command.commandLine().getParseResult());
    }

    /** By any of its names. */
    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /**
     * Refuses options without what they are about.
     *
     * @param met whether that is there
     * @param condition how to have it, e.g. {@code --val-csv FILE}
     */
    void onlyWith(boolean met, String condition, String... options) {
        for (String option : options) {
            if (!met && has(option)) {
                throw new UsageException(option + ": means something only with " + condition);
            }
        }
    }

    /** Refuses options that another one takes the place of. */
    void notWith(String other, String... options) {
        for (String option : options) {
            if (has(other) && has(option)) {
                throw new UsageException("expected " + option + " or " + other + ", found both");
            }
        }
    }

    /** Refuses a key of an option {@code KEY=VALUE} that is given twice, of which the last would win. */
    void oneOfEachKey(String option) {
        OptionSpec found = parsed.matchedOption(option);
        Set<String> keys = new HashSet<>();
        for (String text : found == null ? List.<String>of() : found.originalStringValues()) {
            String key = text.split("=", 2)[0];
            if (!keys.add(key)) {
                throw new UsageException(option + " " + key + ": given twice; expected one value");
            }
        }
    }
}
