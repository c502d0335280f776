package org.panderm4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words of a {@code tune} command line that the tuned command has too. */
final class RepeatedWords {
    private static final Set<String> OF_THE_RUN = Set.of("--out", "--resume", "--quiet", "--verbose");

    private final CommandSpec spec;
    private final Set<String> ofTheSearch;

    /**
     * @param spec of the sub-command
     * @param ofTheSearch options that the tuned command does not have
     */
    RepeatedWords(CommandSpec spec, Set<String> ofTheSearch) {
        this.spec = spec;
        this.ofTheSearch = ofTheSearch;
    }

    /**
     * The tuned command's line with what was given, as it was given.
     *
     * @param tuned the command's own words, such as {@code sae train}
     * @param out of the search; the repeated command gets a folder beside it
     */
    List<String> command(List<String> tuned, Path out) {
        List<String> words = new ArrayList<>(List.of("./panderm"));
        words.addAll(tuned);
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptionsSet()) {
            String name = option.longestName();
            if (OF_THE_RUN.contains(name) || ofTheSearch.contains(name)) {
                continue;
            }
            if (option.arity().max() == 0) {
                words.add(name);
            }
            for (String value : option.arity().max() == 0 ? List.<String>of() : option.originalStringValues()) {
                words.add(name);
                words.add(value);
            }
        }
        words.add("--out");
        words.add(out + "-best");
        return words;
    }

    /**
     * An option can be given, or searched.
     *
     * @param searched names without dashes
     */
    void refuse(Collection<String> searched, Path space) {
        for (String name : searched) {
            if (spec.commandLine().getParseResult().hasMatchedOption("--" + name)) {
                throw new UsageException("--" + name + ": is searched by " + space + " (key '" + name
                        + "'); leave it out here or there");
            }
        }
    }
}
