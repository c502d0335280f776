package org.panderm4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code panderm concepts}: what the features of a dictionary stand for. */
@Command(
        name = "concepts",
        description =
                "Name the features of a sparse autoencoder, see the pictures behind them, put a study on one page.",
        synopsisSubcommandLabel = "COMMAND")
final class ConceptsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private ConceptsCommand() {}

    static CommandLine of(Console console) {
        CommandLine line = new CommandLine(new ConceptsCommand());
        line.addSubcommand(new ConceptsNameCommand(console));
        line.addSubcommand(new ConceptsTopCommand(console));
        line.addSubcommand(new ConceptsStudyCommand(console));
        line.addSubcommand(new ConceptsAttributesCommand(console));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
