package org.panderm4j.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told of a command line that cannot be understood: one line. */
final class UsageLine {
    private UsageLine() {}

    /**
     * What was wrong first of all.
     *
     * @param arguments the whole command line
     */
    static String of(ParameterException error, String[] arguments) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        Optional<UnmatchedArgumentException> mistyped = error instanceof MissingParameterException
                ? mistyped(error.getCommandLine(), arguments)
                : Optional.empty();
        if (mistyped.isPresent()) {
            return unmatched(mistyped.get());
        }
        String message = String.valueOf(error.getMessage());
        return message.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    /** The parser tells of missing options before unknown ones, although a mistyped option is usually the missing one. */
    private static Optional<UnmatchedArgumentException> mistyped(CommandLine command, String[] arguments) {
        CommandLine root = command;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        command.getCommandSpec().parser().collectErrors(true);
        root.getCommandSpec().parser().collectErrors(true);
        try {
            root.parseArgs(arguments);
        } catch (ParameterException e) {
            return Optional.empty(); // an error that cannot be collected; the first one stands
        }
        return command.getParseResult().errors().stream()
                .filter(UnmatchedArgumentException.class::isInstance)
                .map(UnmatchedArgumentException.class::cast)
                .findFirst();
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
