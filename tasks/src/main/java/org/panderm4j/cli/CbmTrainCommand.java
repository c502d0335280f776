package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.panderm4j.cbm.BinaryLabels;
import org.panderm4j.cbm.CbmInputs;
import org.panderm4j.cbm.CbmResult;
import org.panderm4j.cbm.CbmSettings;
import org.panderm4j.cbm.CbmTask;
import org.panderm4j.cbm.FixedInputs;
import org.panderm4j.cbm.FixedResult;
import org.panderm4j.cbm.FixedTask;
import org.panderm4j.cbm.SplitStudy;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.data.sampling.StratifiedSplit;
import org.panderm4j.data.table.Table;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Spread;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm cbm train}. */
@Command(
        name = "train",
        description = {
            "Train a linear classifier with few weights on a dictionary's activations: over many stratified splits of one",
            "table, or on one table (--train-csv) tested on another (--test-csv)."
        },
        footer = {
            "",
            "Row k of a table belongs to row k of its array. Split i of --seed S has the random state 65536 S + i, one fit on"
                    + " a table of its own 65536 S + 42."
        })
final class CbmTrainCommand implements Callable<Integer> {
    private static final String NAME = "cbm train";

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private LabelOptions labels;

    @Mixin
    private SgdOptions solver;

    @Option(
            names = "--activations",
            paramLabel = "FILE.npy",
            description = "Activations (N, m), as 'panderm sae encode' writes them.")
    private Path activations;

    @Option(
            names = "--embeddings",
            paramLabel = "FILE.npy",
            description = "Raw features (N, d) in their place: a file, or the folder of 'panderm embed'.")
    private Path embeddings;

    @Option(names = "--csv", paramLabel = "FILE", description = "Table with a label for each row.")
    private Path csv;

    @Option(
            names = "--baseline",
            paramLabel = "FILE.npy",
            description = "Raw features of the same rows: the same is trained on them, to compare.")
    private Path baseline;

    @Option(
            names = "--splits",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int splits;

    @Option(
            names = "--test-share",
            paramLabel = "S",
            defaultValue = "0.2",
            description = "Share of the rows that a split tests (default: ${DEFAULT-VALUE}).")
    private double testShare;

    @Option(names = "--train-csv", paramLabel = "FILE", description = "Table to train on.")
    private Path trainCsv;

    @Option(names = "--train-activations", paramLabel = "FILE.npy", description = "Its activations.")
    private Path trainActivations;

    @Option(names = "--test-csv", paramLabel = "FILE", description = "Table to test on.")
    private Path testCsv;

    @Option(names = "--test-activations", paramLabel = "FILE.npy", description = "Its activations.")
    private Path testActivations;

    CbmTrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> pairs = Stream.of(trainCsv, trainActivations, testCsv, testActivations)
                .filter(Objects::nonNull)
                .toList();
        if (pairs.isEmpty()) {
            return overSplits();
        }
        WrittenOptions written = WrittenOptions.of(spec);
        for (String option :
                List.of("--activations", "--embeddings", "--csv", "--baseline", "--splits", "--test-share")) {
            if (written.has(option)) {
                throw new UsageException(option + ": has no meaning beside --train-csv and --test-csv");
            }
        }
        if (pairs.size() < 4) {
            throw new UsageException(
                    "expected --train-csv, --train-activations, --test-csv and --test-activations together," + " found "
                            + pairs.size() + " of them");
        }
        return fixed();
    }

    private int overSplits() throws IOException {
        if ((activations == null) == (embeddings == null)) {
            throw new UsageException("expected --activations FILE.npy or --embeddings FILE.npy, found "
                    + (activations == null ? "neither" : "both"));
        }
        if (csv == null) {
            throw new UsageException("expected --csv FILE with a label for each row, found none");
        }
        Bounds.between(1, CbmSettings.MOST_SPLITS, "--splits", splits);
        Bounds.check(testShare > 0 && testShare < 1, "--test-share", "above 0 and below 1", testShare);
        CbmSettings settings = new CbmSettings(splits, new StratifiedSplit(testShare), solver.solver(), common.seed);
        BinaryLabels found = labels.choice().ofThird(Table.read(csv));
        CbmInputs inputs = new CbmInputs(
                found,
                ActivationRows.open(activations == null ? embeddings : activations),
                activations == null,
                baseline == null ? Optional.empty() : Optional.of(ActivationRows.open(baseline)),
                labels.groups());
        List<Path> files = new ArrayList<>(List.of(csv, inputs.activations().file()));
        inputs.baseline().ifPresent(file -> files.add(file.file()));
        Optional<CbmResult> result = new CbmTask(settings, common.workers(), common.progress(console))
                .run(inputs, run.out, plan(files), run.resume);
        return result.isEmpty() ? Skips.ofFinished(console, run.out) : print(result.get());
    }

    private RunPlan plan(List<Path> files) throws IOException {
        return new RunPlan(NAME, OptionValues.of(spec), common.seed, Digests.ofFileList(files));
    }

    private int fixed() throws IOException {
        FixedInputs inputs = new FixedInputs(
                labels.choice().ofLast(Table.read(trainCsv)),
                ActivationRows.open(trainActivations),
                labels.choice().ofLast(Table.read(testCsv)),
                ActivationRows.open(testActivations),
                labels.groups(),
                solver.solver(),
                common.seed);
        RunPlan plan = plan(List.of(
                trainCsv,
                inputs.trainActivations().file(),
                testCsv,
                inputs.testActivations().file()));
        Optional<FixedResult> result = new FixedTask(common.progress(console)).run(inputs, run.out, plan, run.resume);
        return result.isEmpty() ? Skips.ofFinished(console, run.out) : print(result.get());
    }

    private int print(CbmResult result) {
        boolean compared = result.baseline().isPresent();
        TextTable table = compared
                ? new TextTable("metric", "mean", "sd", "middle 95 %", "splits", "raw features", "sd")
                : new TextTable("metric", "mean", "sd", "middle 95 %", "splits");
        List<Spread> other = result.baseline().map(SplitStudy::spreads).orElse(List.of());
        List<Spread> own = result.study().spreads();
        for (int i = 0; i < own.size(); i++) {
            Spread spread = own.get(i);
            List<Object> cells = new ArrayList<>(List.of(
                    spread.name(),
                    MetricCells.value(spread.metric()),
                    MetricCells.value(spread.deviation().orElse(Double.NaN)),
                    MetricCells.interval(spread.metric()),
                    spread.splits()));
            if (compared) {
                cells.add(MetricCells.value(other.get(i).metric()));
                cells.add(MetricCells.value(other.get(i).deviation().orElse(Double.NaN)));
            }
            table.row(cells.toArray());
        }
        table.print(console.results());
        return end(result.notes());
    }

    private int print(FixedResult result) {
        TextTable table = new TextTable("metric", "value", "95 % interval", "n test");
        for (MetricValue metric : result.summary()) {
            table.row(metric.name(), MetricCells.value(metric), MetricCells.interval(metric), metric.rows());
        }
        table.print(console.results());
        return end(result.notes());
    }

    private int end(List<String> notes) {
        if (!common.quiet) {
            notes.forEach(note -> console.messages().println("note: " + note));
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        return ExitStatus.DONE;
    }
}
