package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.model.EngineFacts;
import org.panderm4j.pretrain.EvaluationOptions;
import org.panderm4j.pretrain.LearningOptions.Loss;
import org.panderm4j.pretrain.PretrainOptions;
import org.panderm4j.pretrain.PretrainResult;
import org.panderm4j.pretrain.PretrainTask;
import org.panderm4j.pretrain.StartingPoint;
import org.panderm4j.pretrain.TrainingPairs;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.Interruption;
import org.panderm4j.train.Stopping;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm pretrain}. */
@Command(
        name = "pretrain",
        description =
                "Train an image and a text tower on pairs of pictures and captions; --out becomes a model folder.",
        defaultValueProvider = PretrainCommand.Defaults.class)
final class PretrainCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private PairOptions data;

    @Mixin
    private StartOptions start;

    @Mixin
    private TowerOptions towers;

    @Mixin
    private LearningRateOptions rate;

    @Mixin
    private AugmentationOptions augmentation;

    @Mixin
    private ValidationOptions validation;

    @Option(
            names = "--snapshot-every",
            defaultValue = "1000",
            paramLabel = "STEPS",
            description =
                    "Steps between snapshots, where a killed run goes on; 0 for one at the end (default: ${DEFAULT-VALUE}).")
    private long snapshotEvery;

    @Option(
            names = "--log-every",
            defaultValue = "10",
            paramLabel = "STEPS",
            description = "Steps between lines of metrics.jsonl (default: ${DEFAULT-VALUE}).")
    private long logEvery;

    PretrainCommand(Console console) {
        this.console = console;
    }

    /** Contrast needs larger batches than inference. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--batch-size") ? "64" : null;
        }
    }

    @Override
    public Integer call() throws IOException {
        check(WrittenOptions.of(spec));
        PretrainOptions options = new PretrainOptions(
                data.batches(common.batchSize(), augmentation.augmentation()),
                towers.learning(),
                rate.options(start.namesVit()),
                validation.read(data.table.source(), data.captionColumns),
                snapshotEvery,
                logEvery,
                common.seed,
                common.threads());
        EngineNotes.tell(common, console);
        TrainingPairs pairs = data.read();
        try (StartingPoint point = start.start(pairs, options.learning().bias(), common, console)) {
            RunPlan plan = run.plan(spec, common.seed, identity(pairs, point, options.evaluation()));
            return report(train(pairs, point, options, plan));
        }
    }

    /** All that can be told from the command line alone. */
    private void check(WrittenOptions written) {
        start.check(written);
        data.check(written, validation);
        towers.check(written);
        rate.check(written);
        augmentation.check(written);
        validation.check(written);
        Bounds.check(
                towers.loss != Loss.CLIP || (long) common.batchSize() * data.accumulate > 1,
                "--batch-size",
                "2 or more pairs to a step, --batch-size times --accumulate, as the clip loss learns nothing from one",
                1);
        Bounds.atLeast(0, "--snapshot-every", snapshotEvery);
        Bounds.atLeast(1, "--log-every", logEvery);
    }

    private static List<String> identity(TrainingPairs pairs, StartingPoint point, EvaluationOptions evaluation)
            throws IOException {
        List<String> identity = new ArrayList<>(pairs.identity());
        identity.addAll(point.identity());
        identity.addAll(EngineFacts.identity(PretrainTask.ENGINE));
        identity.addAll(ValidationOptions.identity(evaluation));
        return identity;
    }

    private Optional<PretrainResult> train(
            TrainingPairs pairs, StartingPoint point, PretrainOptions options, RunPlan plan) throws IOException {
        try (Interruption interruption = Interruption.watch(() -> note("stopping after this step, with a snapshot"))) {
            Stopping stopping = new Stopping(interruption::begin, interruption::isRequested);
            return new PretrainTask(pairs, point, options, common.progress(console), this::note)
                    .run(run.out, plan, run.resume, stopping);
        }
    }

    private void note(String text) {
        if (!common.quiet) {
            console.messages().println("note: " + text);
        }
    }

    private int report(Optional<PretrainResult> finished) {
        if (finished.isEmpty()) {
            return Skips.ofFinished(console, run.out);
        }
        PretrainResult result = finished.get();
        if (result.interrupted()) {
            console.messages()
                    .println("interrupted after step " + result.training().step()
                            + "; the same command with --resume goes on from there");
            return ExitStatus.FAILED;
        }
        TextTable table = new TextTable("metric", "value");
        table.row("steps", result.training().step());
        table.row("model_step", result.modelStep());
        result.metrics().forEach((name, value) -> table.row(name, TextTable.number(value)));
        table.print(console.results());
        if (!common.quiet) {
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        return Skips.report(
                console, result.failures(), run.out.resolve("failures.csv").toString());
    }
}
