package org.panderm4j.peers.fusion;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.peers.report.Machine;
import org.panderm4j.peers.step.StepContest;
import org.panderm4j.peers.step.StepSeries;
import org.panderm4j.peers.step.StepTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code peers fusion-step}. */
@Command(
        name = "fusion-step",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Times training steps of a fusion network over frozen towers, here and in libtorch, in turns.")
public final class FusionStepCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "pictures-2,pictures-4,derm7pt",
            description = "Of pictures-2, pictures-4 and derm7pt.")
    private List<String> sizes;

    @Option(names = "--batch", defaultValue = "32", description = "Cases of a step.")
    private int batch;

    @Option(names = "--rounds", defaultValue = "5", description = "Turns of each.")
    private int rounds;

    @Option(names = "--steps", defaultValue = "20", description = "Steps of a turn.")
    private int steps;

    @Option(names = "--threads", description = "Threads of each. Default: one a core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables to this file, too.")
    private Path markdown;

    /** Ends with 1 when the losses do not agree. */
    @Override
    public Integer call() throws IOException {
        if (batch < 2 || rounds < 1 || steps < 1 || threads < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected at least 2 cases, 1 round, 1 step and 1 thread, found " + batch + ", " + rounds + ", "
                            + steps + " and " + threads);
        }
        StringBuilder tables = new StringBuilder(Machine.here().line() + System.lineSeparator());
        boolean agreed = true;
        for (FusionSize size : sizes()) {
            List<String> arguments = List.of(size.id(), Integer.toString(batch));
            List<StepSeries> series = new StepContest(FusionChild.class, arguments, rounds, steps, threads).run();
            tables.append(StepTable.of(size.id() + ", batch " + batch, series));
            agreed &= StepTable.agree(series.get(0), series.get(1));
        }
        System.out.print(tables);
        if (markdown != null) {
            Files.writeString(markdown, tables, StandardCharsets.UTF_8);
        }
        return agreed ? 0 : 1;
    }

    private List<FusionSize> sizes() {
        try {
            return sizes.stream().map(FusionSize::of).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
