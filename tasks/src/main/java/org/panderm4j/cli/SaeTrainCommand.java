package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.model.EngineFacts;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunPlan;
import org.panderm4j.sae.SaeData;
import org.panderm4j.sae.SaeTrainTask;
import org.panderm4j.sae.SaeTrainingOptions;
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

/** {@code panderm sae train}. */
@Command(
        name = "train",
        description = "Learn a dictionary of concepts from embeddings, without labels.",
        defaultValueProvider = SaeTrainCommand.Defaults.class)
final class SaeTrainCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private SaeDataOptions data;

    @Mixin
    private SaeTrainingValues values;

    @Mixin
    private SaeOptions.Engine engine;

    @Option(
            names = "--snapshot-every",
            defaultValue = "1000",
            paramLabel = "STEPS",
            description =
                    "Steps between snapshots, where a killed run goes on; 0 for one at the end (default: ${DEFAULT-VALUE}).")
    private long snapshotEvery;

    @Option(names = "--export-torch", description = "Also write autoencoder.pth, as the reference's scripts read it.")
    private boolean torch;

    @Option(
            names = "--activations",
            description =
                    "Also write learned_activation.npy, what it makes of all rows, as the reference's script does.")
    private boolean activations;

    SaeTrainCommand(Console console) {
        this.console = console;
    }

    /** As the reference's script. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--batch-size") ? "4096" : null;
        }
    }

    @Override
    public Integer call() throws IOException {
        check(WrittenOptions.of(spec));
        SaeTrainingOptions options = values.options(common, engine, common.workers());
        EngineNotes.tell(common, console);
        try (SaeData opened = data.open(common.seed, 0)) {
            checkSizes(options, opened);
            List<String> digests = opened.check(common.progress(console));
            List<String> identity = new ArrayList<>(digests);
            identity.add(options.engine());
            identity.addAll(EngineFacts.identity(options.engine()));
            RunPlan plan = new RunPlan("sae train", OptionValues.of(spec), common.seed, Digests.ofTexts(identity));
            return report(train(opened, options, plan, digests));
        }
    }

    private void check(WrittenOptions written) {
        data.check(written);
        values.check(written);
        Bounds.atLeast(0, "--snapshot-every", snapshotEvery);
        Bounds.check(
                !torch || values.isPenalised(),
                "--export-torch",
                "an L1 penalty, as the reference's form has it",
                "--topk or --batch-topk");
    }

    /** What depends on the width and number of the rows. */
    private void checkSizes(SaeTrainingOptions options, SaeData opened) {
        values.checkWidth(opened.width());
        try {
            int rows = Math.min(common.batchSize(), opened.rows());
            SaeOptions.checkBatch(rows, options.design(opened.width()));
        } catch (UsageException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        Bounds.between(0, opened.rows(), "--resample-rows", values.resampleRows);
    }

    private Optional<SaeTrainTask.Result> train(
            SaeData opened, SaeTrainingOptions options, RunPlan plan, List<String> digests) throws IOException {
        SaeTrainTask.Output output = new SaeTrainTask.Output(snapshotEvery, torch, activations);
        try (Interruption interruption = Interruption.watch(() -> note("stopping after this step, with a snapshot"))) {
            Stopping stopping = new Stopping(interruption::begin, interruption::isRequested);
            return new SaeTrainTask(opened, options, output, common.progress(console), this::note)
                    .run(run.out, plan, run.resume, digests, stopping);
        }
    }

    private void note(String text) {
        if (!common.quiet) {
            console.messages().println("note: " + text);
        }
    }

    private int report(Optional<SaeTrainTask.Result> finished) {
        if (finished.isEmpty()) {
            return Skips.ofFinished(console, run.out);
        }
        SaeTrainTask.Result result = finished.get();
        if (result.interrupted()) {
            console.messages()
                    .println("interrupted after step " + result.training().step()
                            + "; the same command with --resume goes on from there");
            return ExitStatus.FAILED;
        }
        TextTable table = new TextTable("metric", "value");
        table.row("steps", result.training().step());
        result.metrics().forEach((name, value) -> table.row(name, SaeOptions.number(value)));
        table.print(console.results());
        if (!common.quiet) {
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        return ExitStatus.DONE;
    }
}
