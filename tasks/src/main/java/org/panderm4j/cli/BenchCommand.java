package org.panderm4j.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.bench.BenchResult;
import org.panderm4j.bench.BenchTask;
import org.panderm4j.bench.Entry;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm bench}. */
@Command(
        name = "bench",
        description =
                "Measure images a second of the image tower, and the share of this machine's matrix-multiplication peak.")
final class BenchCommand implements Callable<Integer> {
    private static final List<Integer> BATCH_SIZES = List.of(1, 8, 32);
    private static final double LONGEST = 3600;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "E",
            description =
                    "Engines to compare, with commas between them, e.g. cuda:1,onednn (default: all present; with --precision auto in all their precisions).")
    private List<String> engines;

    @Option(
            names = "--batch-sizes",
            split = ",",
            paramLabel = "N",
            description = "Pictures in one pass of the network, with commas between them (default: 1,8,32).")
    private List<Integer> batchSizes;

    @Option(
            names = "--seconds",
            defaultValue = "3",
            paramLabel = "S",
            description =
                    "Time that each figure, the peak among them, is measured for at least (default: ${DEFAULT-VALUE}; below 2 they are rough).")
    private double seconds;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new UsageException("--seconds: expected a positive number up to 3600, found " + seconds);
        }
        BenchTask.Settings settings = new BenchTask.Settings(
                entries(), sizes(), common.threads(), common.seed, Duration.ofNanos(Math.round(seconds * 1e9)));
        List<BenchResult> results = new BenchTask(settings, common.progress(console)).run(this::open);
        if (json) {
            console.printJson(results.stream().map(BenchFigures::row).toList());
        } else {
            BenchFigures.table(results).print(console.results());
            console.results().println(BenchFigures.machine(common.threads()));
            BenchFigures.libraries(results).forEach(console.results()::println);
        }
        return ExitStatus.DONE;
    }

    private DermModel open(Entry entry) throws IOException {
        EngineOptions options =
                new EngineOptions(entry.engine(), entry.precision(), common.threads(), model.details.weights);
        return model.open(options, common, console);
    }

    private List<Entry> entries() {
        boolean one = !model.details.engine.equalsIgnoreCase(EngineOptions.AUTO);
        if (one && engines != null) {
            throw new UsageException("--engine and --engines: expected one of them; name all engines by --engines");
        }
        if (engines != null && (engines.isEmpty() || engines.stream().anyMatch(String::isBlank))) {
            throw new UsageException("--engines: expected a name, found none");
        }
        Precision precision = model.details.precision;
        if (engines == null && !one) {
            return Entry.present(precision);
        }
        return Entry.asked(one ? List.of(model.details.engine) : engines, precision);
    }

    private List<Integer> sizes() {
        boolean one = spec.commandLine().getParseResult().hasMatchedOption("--batch-size");
        if (one && batchSizes != null) {
            throw new UsageException("--batch-size and --batch-sizes: expected one of them");
        }
        if (batchSizes == null) {
            return one ? List.of(common.batchSize()) : BATCH_SIZES;
        }
        for (int size : batchSizes) {
            if (size < 1) {
                throw new UsageException("--batch-sizes: expected at least 1, found " + size);
            }
        }
        return batchSizes.stream().distinct().toList();
    }
}
