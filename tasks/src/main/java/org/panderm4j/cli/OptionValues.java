package org.panderm4j.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command that are in force, for a run's record. */
final class OptionValues {
    private OptionValues() {}

    /** Longest name to value, defaults included; options without a value are left out. */
    static Map<String, String> of(CommandSpec command) {
        Map<String, String> values = new TreeMap<>();
        for (OptionSpec option : command.options()) {
            Object value = option.getValue();
            if (value != null && !option.usageHelp()) {
                values.put(option.longestName(), String.valueOf(value));
            }
        }
        return values;
    }
}
