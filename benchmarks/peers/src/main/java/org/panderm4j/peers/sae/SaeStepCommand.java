package org.panderm4j.peers.sae;

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

/** {@code peers sae-step}. */
@Command(
        name = "sae-step",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Times training steps of a sparse autoencoder, 768 to 6144, here and in libtorch, in turns.")
public final class SaeStepCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--states",
            split = ",",
            defaultValue = "start,dense,sparse,top-k",
            description = "Of start, dense, sparse and top-k.")
    private List<String> states;

    @Option(names = "--batch", defaultValue = "4096", description = "Rows of a step.")
    private int batch;

    @Option(names = "--rounds", defaultValue = "3", description = "Turns of each.")
    private int rounds;

    @Option(names = "--steps", defaultValue = "5", description = "Steps of a turn.")
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
                    "expected at least 2 rows, 1 round, 1 step and 1 thread, found " + batch + ", " + rounds + ", "
                            + steps + " and " + threads);
        }
        StringBuilder tables = new StringBuilder(Machine.here().line() + System.lineSeparator());
        boolean agreed = true;
        for (SaeState state : states()) {
            List<String> arguments = List.of(state.id(), Integer.toString(batch));
            List<StepSeries> series = new StepContest(SaeChild.class, arguments, rounds, steps, threads).run();
            tables.append(StepTable.of(state.id() + ", batch " + batch, series));
            agreed &= StepTable.agree(series.get(0), series.get(1));
        }
        System.out.print(tables);
        if (markdown != null) {
            Files.writeString(markdown, tables, StandardCharsets.UTF_8);
        }
        return agreed ? 0 : 1;
    }

    private List<SaeState> states() {
        try {
            return states.stream().map(SaeState::of).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
