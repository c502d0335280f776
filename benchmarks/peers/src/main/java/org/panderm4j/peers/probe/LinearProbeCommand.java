package org.panderm4j.peers.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.peers.report.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code peers linear-probe}. */
@Command(
        name = "linear-probe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Times whole fits of a logistic regression with a squared penalty on made-up features.")
public final class LinearProbeCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--rows", defaultValue = "5000", description = "Rows of features.")
    private int rows;

    @Option(names = "--width", defaultValue = "1024", description = "Features of a row.")
    private int width;

    @Option(names = "--classes", defaultValue = "32", description = "At least 3.")
    private int classes;

    @Option(names = "--cost", defaultValue = "1", description = "C of the penalty.")
    private double cost;

    @Option(
            names = "--tolerance",
            defaultValue = "1e-6",
            description = "L-BFGS ends when no component of the gradient is larger.")
    private double tolerance;

    @Option(names = "--iterations", defaultValue = "1000", description = "Of L-BFGS at most.")
    private int iterations;

    @Option(names = "--epochs", defaultValue = "5", description = "Of Tribuo's stochastic gradients.")
    private int epochs;

    @Option(names = "--rounds", defaultValue = "5", description = "Turns of each.")
    private int rounds;

    @Option(names = "--threads", description = "Threads of each. Default: one a core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "An interpreter that has scikit-learn; without it, scikit-learn takes no part.")
    private Path python;

    @Option(names = "--contestants", split = ",", description = "Default: all.")
    private List<String> contestants = ProbeContestant.ids();

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the table to this file, too.")
    private Path markdown;

    @Override
    public Integer call() throws IOException {
        FitSettings settings = settings();
        List<ProbeContestant> present = present();
        Machine machine = Machine.here();
        String table = machine.line()
                + System.lineSeparator()
                + FitTable.of(settings, FitContest.run(settings, present, python, System.err::println));
        System.out.print(table);
        if (markdown != null) {
            Files.writeString(markdown, table, StandardCharsets.UTF_8);
        }
        return 0;
    }

    private FitSettings settings() {
        try {
            return new FitSettings(rows, width, classes, cost, tolerance, iterations, epochs, rounds, threads);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<ProbeContestant> present() {
        try {
            return contestants.stream()
                    .map(ProbeContestant::of)
                    .distinct()
                    .filter(contestant -> python != null || !contestant.isPython())
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
