package org.panderm4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code panderm cbm}: concept bottleneck classifiers. */
@Command(
        name = "cbm",
        description = "Classify through the concepts of a sparse autoencoder, explain it, and silence concepts.",
        synopsisSubcommandLabel = "COMMAND")
final class CbmCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private CbmCommand() {}

    /** With its sub-commands, each under its own name. */
    static CommandLine of(Object... commands) {
        CommandLine line = new CommandLine(new CbmCommand());
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
