package org.panderm4j.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told of a command line that cannot be understood: one line. */
final class UsageLine {
    private UsageLine() {}

    static String of(ParameterException error) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        String message = String.valueOf(error.getMessage());
        return message.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    private static String unmatched(UnmatchedArgumentException error) {
        String first = error.getUnmatched().get(0);
        List<String> similar = error.getSuggestions();
        String hint = similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
        return kind(error, first) + " '" + first + "'" + hint;
    }

    private static String kind(UnmatchedArgumentException error, String argument) {
        if (argument.startsWith("-")) {
            return "unknown option";
        }
        CommandLine command = error.getCommandLine();
        boolean expectsCommand =
                !command.getSubcommands().isEmpty() && command.getParseResult().subcommand() == null;
        return expectsCommand ? "unknown command" : "unexpected argument";
    }
}
