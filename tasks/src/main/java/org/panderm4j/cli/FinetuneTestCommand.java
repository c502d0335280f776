package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.table.Split;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.FinetuneFiles;
import org.panderm4j.finetune.FinetuneResult;
import org.panderm4j.finetune.FinetuneRun;
import org.panderm4j.finetune.FinetuneTestTask;
import org.panderm4j.finetune.OpenFineTuned;
import org.panderm4j.finetune.RecordedDataSet;
import org.panderm4j.finetune.ScoringOptions;
import org.panderm4j.finetune.TestScores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm finetune test}. */
@Command(name = FinetuneTestCommand.NAME, description = "Test a fine-tuned model on the labelled cases of a data set.")
final class FinetuneTestCommand implements Callable<Integer> {
    static final String NAME = "finetune test";

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private FineTunedOptions tuned;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder of the data set.")
    private Path data;

    @Option(
            names = "--dataset",
            paramLabel = "NAME|FILE",
            description = "Another data set of the same classes (default: the one that the model was fine-tuned on).")
    private String dataSet;

    @Option(
            names = "--split",
            defaultValue = "TEST",
            paramLabel = "S",
            description = "train, val or test: whose cases are scored (default: test).")
    private Split split;

    @Option(
            names = {"--tta", "--TTA"},
            description = {
                "Test-time augmentation: probabilities are the mean over seven variants of each picture, of which three are",
                "turned or moved and four changed in colour by draws that --seed gives."
            })
    private boolean variants;

    @Option(
            names = "--resamples",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Resamples of the bootstrap intervals (default: ${DEFAULT-VALUE}).")
    private int resamples;

    FinetuneTestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Bounds.between(1, FinetuneCommand.MOST_RESAMPLES, "--resamples", resamples);
        common.batchSize();
        FinetuneRun from = tuned.read();
        CaseTable table = new RecordedDataSet(from).read(Optional.ofNullable(dataSet), data);
        CaseTableOptions.missing(table).ifPresent(this::note);
        try (BaseModel base = tuned.open(from, WrittenOptions.of(spec), common, console);
                OpenFineTuned opened = OpenFineTuned.open(from, base)) {
            List<String> identity = new ArrayList<>(FineTunedOptions.identity(from, base, opened));
            identity.addAll(CaseTableOptions.identity(table));
            opened.unknownWords(table.of(split)).ifPresent(this::note);
            ScoringOptions scoring = tuned.scoring(opened, variants, common);
            Optional<FinetuneResult> result = new FinetuneTestTask(
                            opened, table, scoring, new FinetuneFiles(), common.progress(console))
                    .run(split, resamples, run.out, run.plan(spec, common.seed, identity), run.resume);
            return result.isEmpty() ? Skips.ofFinished(console, run.out) : report(result.get(), scoring);
        }
    }

    private void note(String text) {
        if (!common.quiet) {
            console.messages().println("note: " + text);
        }
    }

    private int report(FinetuneResult result, ScoringOptions scoring) {
        TestScores scores = result.test().orElseThrow();
        TextTable shown = new TextTable("split", "metric", "value", "95 %");
        scores.metrics()
                .forEach(metric -> shown.row(
                        split.word(), metric.name(), MetricCells.value(metric), MetricCells.interval(metric)));
        shown.row(split.word(), "loss", TextTable.number(scores.loss()), "");
        shown.print(console.results());
        if (scores.replaced() > 0) {
            note(scores.replaced() + " of " + scores.cases().size()
                    + " cases lack a picture that the model sees; what takes its place: "
                    + scoring.missing().word());
        }
        if (scores.left() > 0) {
            note(scores.left() + " cases could not be scored and are left out of these figures");
        }
        return Skips.report(
                console, result.failures(), run.out.resolve("failures.csv").toString());
    }
}
