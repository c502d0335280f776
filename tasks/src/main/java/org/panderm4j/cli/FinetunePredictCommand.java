package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.FinetunePredictTask;
import org.panderm4j.finetune.FinetuneRun;
import org.panderm4j.finetune.OpenFineTuned;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm finetune predict}. */
@Command(name = FinetunePredictCommand.NAME, description = "Predict classes of new cases by a fine-tuned model.")
final class FinetunePredictCommand implements Callable<Integer> {
    static final String NAME = "finetune predict";

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private FineTunedOptions tuned;

    @Mixin
    private NewCaseOptions cases;

    @Option(
            names = {"--tta", "--TTA"},
            description =
                    "Mean of the probabilities over seven variants of each picture, as of 'panderm finetune test'.")
    private boolean variants;

    @Option(
            names = "--calibrate",
            description = {
                "Probabilities of the classes that fit the accuracy of the validation cases: logits are divided by the temperature",
                "of the fine-tuning. Predicted classes stay the same."
            })
    private boolean calibrated;

    @Option(names = "--json", description = "Print the predictions as JSON.")
    private boolean json;

    FinetunePredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        cases.check(WrittenOptions.of(spec));
        common.batchSize();
        FinetuneRun from = tuned.read();
        double temperature = temperature(from);
        CaseTable table = cases.read(from);
        if (!common.quiet) {
            cases.blank(from, table).ifPresent(note -> console.messages().println("note: " + note));
        }
        try (BaseModel base = tuned.open(from, WrittenOptions.of(spec), common, console);
                OpenFineTuned opened = OpenFineTuned.open(from, base)) {
            if (!common.quiet) {
                opened.unknownWords(table.cases())
                        .ifPresent(note -> console.messages().println("note: " + note));
            }
            List<String> identity = new ArrayList<>(FineTunedOptions.identity(from, base, opened));
            identity.addAll(NewCaseOptions.identity(table));
            FinetunePredictTask task = new FinetunePredictTask(
                    opened, table, tuned.scoring(opened, variants, common), temperature, common.progress(console));
            Optional<FinetunePredictTask.Result> result =
                    task.run(cases.origin(), run.out, run.plan(spec, common.seed, identity), run.resume);
            return result.isEmpty() ? Skips.ofFinished(console, run.out) : report(result.get());
        }
    }

    private double temperature(FinetuneRun from) {
        if (!calibrated) {
            return 1;
        }
        return from.model()
                .temperature()
                .orElseThrow(
                        () -> new UsageException("--calibrate: the fine-tuning of --run left no temperature, for it had"
                                + " no validation cases or they asked for one beyond all bounds; leave it out"));
    }

    private int report(FinetunePredictTask.Result result) throws IOException {
        ShownPredictions shown = new ShownPredictions(result.predictions());
        if (json) {
            console.printJson(shown.json());
        } else if (cases.isOne()) {
            shown.printOne(console.results());
        } else {
            shown.print(console.results());
        }
        return Skips.report(
                console, result.failures(), run.out.resolve("failures.csv").toString());
    }
}
