package org.panderm4j.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.fusion.FusionStepCommand;
import org.panderm4j.peers.probe.LinearProbeCommand;
import org.panderm4j.peers.report.Json;
import org.panderm4j.peers.report.Machine;
import org.panderm4j.peers.report.Markdown;
import org.panderm4j.peers.report.Outcome;
import org.panderm4j.peers.run.Contest;
import org.panderm4j.peers.run.Settings;
import org.panderm4j.peers.sae.SaeStepCommand;
import org.panderm4j.peers.tower.Model;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line of the comparison. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {LinearProbeCommand.class, FusionStepCommand.class, SaeStepCommand.class},
        description = "Times our engines and those of other projects on the same towers, in turns, one process each.")
public final class Main implements Callable<Integer> {
    private static final int QUICK_LAYERS = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--models",
            split = ",",
            defaultValue = "vit-b,vit-l,text",
            description = "Of vit-b, vit-l, text, and train-vit-b4: training steps. Default: ${DEFAULT-VALUE}.")
    private List<String> models;

    @Option(
            names = "--batch-sizes",
            split = ",",
            defaultValue = "1,8,32",
            description = "Pictures a pass. Default: ${DEFAULT-VALUE}.")
    private List<Integer> batchSizes;

    @Option(names = "--text-batch", defaultValue = "64", description = "Texts a pass. Default: ${DEFAULT-VALUE}.")
    private int textBatch;

    @Option(
            names = "--train-batch",
            defaultValue = "16",
            description = "Pictures a training step. Default: ${DEFAULT-VALUE}.")
    private int trainBatch;

    @Option(names = "--rounds", defaultValue = "5", description = "Turns of each engine. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--turn-seconds",
            defaultValue = "3",
            description = "How long a turn lasts at least. Default: ${DEFAULT-VALUE}.")
    private double turnSeconds;

    @Option(
            names = "--engines",
            split = ",",
            completionCandidates = EngineNames.class,
            description = "Of ${COMPLETION-CANDIDATES}. Default: all that are present.")
    private List<String> engines = Contestant.ids();

    @Option(names = "--threads", description = "Threads of each engine. Default: one a core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quick", description = "Two blocks of each tower, to try things out.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything measured to this file.")
    private Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the table to this file, too.")
    private Path markdown;

    /** Names that {@code --engines} takes. */
    static final class EngineNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Contestant.ids().iterator();
        }
    }

    /** Ends with 0, with 1 when two engines did not compute the same, with 2 for a wrong command line. */
    public static void main(String... args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = settings();
        Machine machine = Machine.here();
        Outcome outcome = Contest.run(settings, System.err::println);
        String table = Markdown.of(machine, settings.threads(), outcome);
        System.out.print(table);
        if (markdown != null) {
            Files.writeString(markdown, table, StandardCharsets.UTF_8);
        }
        if (json != null) {
            Json.write(json, machine, settings.threads(), outcome);
        }
        return outcome.agreed() ? 0 : 1;
    }

    private Settings settings() {
        try {
            return new Settings(
                    models.stream().map(Model::of).distinct().toList(),
                    batchSizes,
                    textBatch,
                    trainBatch,
                    engines.stream().map(Contestant::of).distinct().toList(),
                    rounds,
                    turnSeconds,
                    threads,
                    quick ? QUICK_LAYERS : 0);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
