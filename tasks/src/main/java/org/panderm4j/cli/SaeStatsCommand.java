package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.report.SaeReport;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.sae.Embeddings;
import org.panderm4j.sae.SaeFile;
import org.panderm4j.sae.SaeStats;
import org.panderm4j.sae.StatsTask;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm sae stats}. */
@Command(
        name = "stats",
        description = "Look at a sparse autoencoder: its dictionary, and what it makes of embeddings.",
        footer = {"", "With --out, it also leaves stats.json and report.html."},
        defaultValueProvider = SaeStatsCommand.Defaults.class)
final class SaeStatsCommand implements Callable<Integer> {
    private static final double LAMBDA = 3e-5;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SaeOptions options;

    @Mixin
    private SaeOptions.Engine engine;

    @Option(
            names = "--embeddings",
            paramLabel = "FILE.npy|DIR",
            description = "Embeddings to measure on: losses, active and dead features, variance explained.")
    private List<Path> embeddings = List.of();

    @Option(
            names = "--l1",
            paramLabel = "LAMBDA",
            description = "Weight of the L1 penalty in the loss (default: what it was trained with, else 3e-5).")
    private Double lambda;

    @Option(
            names = "--capacity",
            defaultValue = "0",
            paramLabel = "ROWS",
            description = "Also tell how far that many rows, drawn at random, have their features for themselves.")
    private int capacity;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** Where --out is optional, --resume still needs it. */
    @ArgGroup(exclusive = false)
    private RunOptions run;

    SaeStatsCommand(Console console) {
        this.console = console;
    }

    /** As for encoding. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--batch-size") ? "512" : null;
        }
    }

    @Override
    public Integer call() throws IOException {
        check();
        SaeFile sae = SaeFile.read(options.sae);
        if (!embeddings.isEmpty()) {
            EngineNotes.tell(common, console);
        }
        if (run == null) {
            print(measure(sae));
            return ExitStatus.DONE;
        }
        return inFolder(sae, digests(sae));
    }

    private int inFolder(SaeFile sae, Map<String, String> digests) throws IOException {
        List<String> identity = new ArrayList<>(digests.values());
        identity.add(engine.resolved());
        RunPlan plan = new RunPlan("sae stats", OptionValues.of(spec), common.seed, Digests.ofTexts(identity));
        try (RunFolder folder = RunFolder.open(run.out, plan, run.resume)) {
            if (folder.isFinished()) {
                return Skips.ofFinished(console, run.out);
            }
            SaeStats stats = measure(sae);
            folder.write("stats.json", stats::writeJson);
            folder.write("report.html", file -> SaeReport.write(stats.page(List.of()), file));
            folder.finish(new RunFacts(Map.of(), digests));
            print(stats);
        }
        return ExitStatus.DONE;
    }

    private Map<String, String> digests(SaeFile sae) throws IOException {
        Map<String, String> digests = new TreeMap<>(Map.of("sae", Digests.ofFile(sae.file())));
        List<Path> rows = new ArrayList<>();
        for (Path place : embeddings) {
            rows.add(Embeddings.file(place));
        }
        if (!rows.isEmpty()) {
            digests.put("embeddings", Digests.ofFiles(rows));
        }
        return digests;
    }

    private void check() {
        WrittenOptions written = WrittenOptions.of(spec);
        written.onlyWith(!embeddings.isEmpty(), "--embeddings", "--l1", "--capacity", "--batch-size");
        Bounds.atLeast(0, "--capacity", capacity);
        if (lambda != null) {
            Bounds.notNegative("--l1", lambda);
        }
        common.batchSize();
        engine.resolved();
    }

    private SaeStats measure(SaeFile sae) throws IOException {
        try (Workers workers = new Workers(common.workers())) {
            StatsTask task = new StatsTask(sae, workers, common.progress(console));
            if (embeddings.isEmpty()) {
                return task.run();
            }
            SaeOptions.checkBatch(common.batchSize(), sae.weights().design());
            Bounds.between(0, SaeOptions.mostRows(sae.weights().design()), "--capacity", capacity);
            try (Embeddings rows = Embeddings.open(embeddings)) {
                rows.requireWidth(sae.file(), sae.weights().design().inputs());
                try (SaeNetwork network = engine.open(sae.weights(), common)) {
                    return task.run(
                            new StatsTask.Rows(rows, network, common.batchSize(), penalty(sae), capacity, common.seed));
                }
            }
        }
    }

    private double penalty(SaeFile sae) {
        return lambda != null ? lambda : sae.lambda().orElse(LAMBDA);
    }

    private void print(SaeStats stats) throws IOException {
        if (json) {
            console.printJson(stats.values());
            return;
        }
        TextTable table = new TextTable("what", "value");
        stats.lines().forEach(line -> table.row(line.name(), line.value()));
        table.print(console.results());
        if (run != null && !common.quiet) {
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
    }
}
