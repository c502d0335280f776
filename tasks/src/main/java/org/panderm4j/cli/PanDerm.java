package org.panderm4j.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;

/** The program {@code panderm}. */
@Command(
        name = "panderm",
        description = "PanDerm-2 on the JVM: zero-shot diagnosis, retrieval and features of skin pictures.",
        footer = {"", "Research use only: not a medical device, not for diagnosis or treatment of patients."},
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class PanDerm {
    private PanDerm() {}

    /** Runs one command line and returns its exit status. */
    static int run(Console console, String... arguments) {
        return run(console, Commands.all(console), arguments);
    }

    /**
     * The same with other commands.
     *
     * @param commands by name
     */
    static int run(Console console, Map<String, Object> commands, String... arguments) {
        boolean verbose = Arrays.asList(arguments).contains("--verbose");
        CommandLine line = new CommandLine(new PanDerm());
        commands.forEach(line::addSubcommand);
        line.addSubcommand("help", new CommandLine.HelpCommand());
        line.setOut(new PrintWriter(console.results(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.messages(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler(usage(console));
        line.setExecutionExceptionHandler(failure(console, verbose));
        if (arguments.length == 0) {
            line.usage(console.results());
            console.messages().println("panderm: expected a command");
            return ExitStatus.USAGE;
        }
        try {
            return line.execute(
                    Preset.expand(joined(arguments, line.getSubcommands().keySet())));
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            console.messages().println("panderm: " + ErrorLine.of(e));
            if (verbose) {
                e.printStackTrace(console.messages());
            }
            return ExitStatus.FAILED;
        }
    }

    /**
     * A command of two words as one argument. Were the second word a command of the first, picocli would ask for the first one's
     * required options too.
     */
    private static String[] joined(String[] arguments, Set<String> commands) {
        if (arguments.length < 2 || !commands.contains(arguments[0] + " " + arguments[1])) {
            return arguments;
        }
        String[] joined = Arrays.copyOfRange(arguments, 1, arguments.length);
        joined[0] = arguments[0] + " " + arguments[1];
        return joined;
    }

    private static IParameterExceptionHandler usage(Console console) {
        return (error, arguments) -> {
            CommandSpec command = error.getCommandLine().getCommandSpec();
            console.messages()
                    .println(command.qualifiedName() + ": " + UsageLine.of(error, arguments) + " (see '"
                            + command.qualifiedName() + " --help')");
            return ExitStatus.USAGE;
        };
    }

    private static IExecutionExceptionHandler failure(Console console, boolean verbose) {
        return (error, command, parsed) -> {
            console.messages().println(command.getCommandSpec().qualifiedName() + ": " + ErrorLine.of(error));
            if (verbose) {
                error.printStackTrace(console.messages());
            }
            return error instanceof UsageException ? ExitStatus.USAGE : ExitStatus.FAILED;
        };
    }
}
