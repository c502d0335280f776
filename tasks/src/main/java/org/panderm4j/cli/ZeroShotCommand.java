package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.model.DermModel;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import org.panderm4j.zeroshot.DataSet;
import org.panderm4j.zeroshot.DataSetResult;
import org.panderm4j.zeroshot.ZeroShotTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm zero-shot}. */
@Command(name = "zero-shot", description = "Score labelled pictures against class names, with metrics and a report.")
final class ZeroShotCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Mixin
    private DataSetOptions sets;

    @Option(
            names = "--templates",
            defaultValue = "skin",
            paramLabel = "NAME|FILE",
            description = "Prompt templates, {} standing for the class (default: ${DEFAULT-VALUE}).")
    private String templates;

    ZeroShotCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<DataSet> dataSets = sets.read();
        PromptTemplates prompts = PromptTemplates.of(templates);
        try (DermModel opened = model.open(common, console)) {
            ZeroShotTask.Settings settings = new ZeroShotTask.Settings(
                    prompts, common.batchSize(), common.seed, files -> common.pictures(files, opened.transform()));
            List<DataSetResult> results = new ZeroShotTask(opened, settings, common.progress(console))
                    .run(
                            dataSets,
                            run.out,
                            run.plan(spec, common.seed, identity(dataSets, prompts, opened)),
                            run.resume);
            return results.isEmpty() ? Skips.ofFinished(console, run.out) : print(dataSets, results);
        }
    }

    private static List<String> identity(List<DataSet> dataSets, PromptTemplates prompts, DermModel model)
            throws IOException {
        List<String> identity = new ArrayList<>(prompts.templates());
        for (DataSet dataSet : dataSets) {
            identity.add(Digests.ofFile(dataSet.table().table().file()));
            identity.addAll(dataSet.labels().classes());
            identity.add(Digests.ofFileList(dataSet.pictures()));
        }
        identity.addAll(ModelOptions.identity(model));
        return identity;
    }

    private int print(List<DataSet> dataSets, List<DataSetResult> results) {
        TextTable table = new TextTable("dataset", "n", "metric", "value", "95 % interval");
        List<Failure> failures = new ArrayList<>();
        for (DataSetResult result : results) {
            failures.addAll(result.failures());
            for (MetricValue metric : result.summary()) {
                table.row(
                        result.dataSet().name(),
                        result.rows().size(),
                        metric.name(),
                        MetricCells.value(metric),
                        MetricCells.interval(metric));
            }
        }
        table.print(console.results());
        if (!common.quiet) {
            Path page = run.out.resolve("report.html");
            console.messages().println("report: " + page);
        }
        int status =
                Skips.report(console, failures, run.out.resolve("failures.csv").toString());
        return results.size() < dataSets.size() ? leftOut(dataSets, results) : status;
    }

    private int leftOut(List<DataSet> dataSets, List<DataSetResult> results) {
        List<DataSet> left = new ArrayList<>(dataSets);
        results.forEach(result -> left.remove(result.dataSet()));
        for (DataSet one : left) {
            console.messages()
                    .println("data set " + one.name() + ": none of its "
                            + one.pictures().size()
                            + " pictures could be used, so it is left out; the reasons are in "
                            + run.out.resolve("failures.csv"));
        }
        return ExitStatus.SKIPPED;
    }
}
