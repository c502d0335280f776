package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.CasePictures;
import org.panderm4j.finetune.FinetuneFiles;
import org.panderm4j.finetune.FinetuneOptions;
import org.panderm4j.finetune.FinetuneResult;
import org.panderm4j.finetune.FinetuneTask;
import org.panderm4j.finetune.FusionOptions;
import org.panderm4j.finetune.MissingRule;
import org.panderm4j.model.TextDropout;
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

/** {@code panderm finetune}. */
@Command(
        name = "finetune",
        description =
                "Train a fusion of clinical photograph, dermoscopic picture and metadata, and towers as far as asked.",
        defaultValueProvider = FinetuneCommand.Defaults.class)
final class FinetuneCommand implements Callable<Integer> {
    /** Far more than an interval's ends gain by; each is kept in memory, after the training. */
    static final int MOST_RESAMPLES = 1_000_000;
    /** Each is a file of features as large as those of the pictures themselves. */
    static final int MOST_COPIES = 1000;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private CaseTableOptions cases;

    @Mixin
    private ModelOptions model;

    @Mixin
    private CasePictureOptions pictures;

    @Mixin
    private FusionCommandOptions fusion;

    @Mixin
    private TowerTrainingOptions towers;

    @Mixin
    private FinetuneStepOptions steps;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            converter = ChoiceConverter.OfPreset.class,
            description = {
                "Values of a published script, which other options overrule: derm7pt-cdm, milk11-cd or pad-cm.",
                "They stand in docs/finetuning.md."
            })
    private Preset preset;

    @Option(
            names = "--match-reference",
            description = "Keep the reference's oddities: bgr pictures, and its columns of metadata vectors.")
    private boolean reference;

    @Option(
            names = "--augment-copies",
            defaultValue = "0",
            paramLabel = "N",
            description = {
                "Of frozen towers: features of N versions of each training picture, changed at random, of which one is taken",
                "each time (default: ${DEFAULT-VALUE}, the picture as it is)."
            })
    private int copies;

    @Option(names = "--no-augment", description = "Of towers that learn: pictures are not changed at random.")
    private boolean plain;

    @Option(
            names = "--missing",
            defaultValue = "SKIP",
            paramLabel = "RULE",
            description = {
                "What takes the place of a picture that a test case lacks: skip leaves the case out, mean is the mean",
                "feature of the training cases, other the case's other picture, zero a feature of zeros (default: skip)."
            })
    private MissingRule missing;

    @Option(
            names = "--feature-batch",
            defaultValue = "8",
            paramLabel = "N",
            description = "Pictures in one pass of a network where nothing is learned (default: ${DEFAULT-VALUE}).")
    private int featureBatch;

    @Option(
            names = "--resamples",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Resamples of the bootstrap intervals (default: ${DEFAULT-VALUE}).")
    private int resamples;

    @Option(
            names = "--snapshot-every",
            defaultValue = "0",
            paramLabel = "STEPS",
            description = "Steps between snapshots, where a killed run goes on; 0 for one an epoch (default: 0).")
    private long snapshotEvery;

    @Option(
            names = "--log-every",
            defaultValue = "10",
            paramLabel = "STEPS",
            description = "Steps between lines of metrics.jsonl (default: ${DEFAULT-VALUE}).")
    private long logEvery;

    FinetuneCommand(Console console) {
        this.console = console;
    }

    /** The reference's. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--batch-size") ? "64" : null;
        }
    }

    @Override
    public Integer call() throws IOException {
        WrittenOptions written = WrittenOptions.of(spec);
        check(written);
        if (preset != null) {
            note("the preset stands for " + String.join(" ", preset.options()));
        }
        CaseTable table = cases.read(common.seed);
        if (!common.quiet) {
            table.notes().forEach(this::note);
            CaseTableOptions.missing(table).ifPresent(this::note);
        }
        try (BaseModel base = BaseModels.open(model, pictures.readOut, common, console)) {
            FusionOptions fused = fusion.options(table, base);
            CasePictures prepared = pictures.of(base, reference);
            RunPlan plan = run.plan(spec, common.seed, identity(table, base, prepared));
            FinetuneTask.Inputs inputs = new FinetuneTask.Inputs(
                    table, base, prepared, pictures.readOut, pictures.facts(reference), cases.description());
            FinetuneOptions options = options(fused, base);
            IdleOptions.notes(fused, options.towers(), written).forEach(this::note);
            return report(train(inputs, options, plan));
        }
    }

    /** All that can be told from the command line alone. */
    private void check(WrittenOptions written) {
        cases.check();
        fusion.check(written);
        towers.check(written);
        steps.check(written, towers.anyLearns(), fusion.criteria);
        written.onlyWith(!towers.allLearn(), "a frozen tower", "--augment-copies");
        written.onlyWith(towers.anyLearns(), "towers that learn (--towers last-N, lora or full)", "--no-augment");
        Bounds.atLeast(2, "--batch-size", common.batchSize());
        Bounds.between(0, MOST_COPIES, "--augment-copies", copies);
        Bounds.atLeast(1, "--feature-batch", featureBatch);
        Bounds.between(1, MOST_RESAMPLES, "--resamples", resamples);
        Bounds.atLeast(0, "--snapshot-every", snapshotEvery);
        Bounds.atLeast(1, "--log-every", logEvery);
    }

    private FinetuneOptions options(FusionOptions fused, BaseModel base) {
        return new FinetuneOptions(
                fused,
                towers.options(TextDropout.usual(base.description()), reference),
                steps.steps(common.batchSize()),
                steps.loss(),
                copies,
                !plain,
                missing,
                reference,
                featureBatch,
                resamples,
                snapshotEvery,
                logEvery,
                common.seed,
                common.threads(),
                common.workers());
    }

    private static List<String> identity(CaseTable table, BaseModel base, CasePictures pictures) throws IOException {
        List<String> identity = new ArrayList<>(CaseTableOptions.identity(table));
        identity.addAll(base.identity());
        identity.add(pictures.identity());
        return identity;
    }

    private Optional<FinetuneResult> train(FinetuneTask.Inputs inputs, FinetuneOptions options, RunPlan plan)
            throws IOException {
        try (Interruption interruption = Interruption.watch(() -> note("stopping after this step, with a snapshot"))) {
            Stopping stopping = new Stopping(interruption::begin, interruption::isRequested);
            return new FinetuneTask(inputs, options, new FinetuneFiles(), common.progress(console), this::note)
                    .run(run.out, plan, run.resume, stopping);
        }
    }

    private void note(String text) {
        if (!common.quiet) {
            console.messages().println("note: " + text);
        }
    }

    private int report(Optional<FinetuneResult> finished) {
        if (finished.isEmpty()) {
            return Skips.ofFinished(console, run.out);
        }
        return FinetuneFigures.report(console, finished.get(), run.out, common.quiet);
    }
}
