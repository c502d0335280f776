package org.panderm4j.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code panderm sae}, which leaves everything to its commands. */
@Command(
        name = "sae",
        description =
                "Sparse autoencoders: learn a dictionary of concepts from embeddings, without labels, and use it.",
        synopsisSubcommandLabel = "COMMAND")
final class SaeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private SaeCommand() {}

    static CommandLine of(Console console) {
        CommandLine line = new CommandLine(new SaeCommand());
        line.addSubcommand(new SaeTrainCommand(console));
        line.addSubcommand(new SaeEncodeCommand(console));
        line.addSubcommand(new SaeStatsCommand(console));
        line.addSubcommand(new SaeExportCommand(console));
        return line;
    }

    @Override
    public void run() {
        Map<String, CommandLine> commands = spec.subcommands();
        throw new ParameterException(spec.commandLine(), "expected a command: " + String.join(", ", commands.keySet()));
    }
}
