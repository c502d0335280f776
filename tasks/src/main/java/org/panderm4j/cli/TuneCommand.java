package org.panderm4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code panderm tune}: one sub-command for each task whose options can be searched. */
@Command(
        name = "tune",
        description = "Search the options of a task for those that do best on validation data.",
        synopsisSubcommandLabel = "TASK")
final class TuneCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private TuneCommand() {}

    /**
     * The command with its tasks.
     *
     * @param tasks each under its own name
     */
    static CommandLine of(TuneSubcommand... tasks) {
        CommandLine line = new CommandLine(new TuneCommand());
        for (TuneSubcommand task : tasks) {
            line.addSubcommand(task);
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a task to tune: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
