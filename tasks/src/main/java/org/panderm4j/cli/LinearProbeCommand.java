package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.probe.ProbeResult;
import org.panderm4j.probe.ProbeSettings;
import org.panderm4j.probe.ProbeTask;
import org.panderm4j.probe.ShareResult;
import org.panderm4j.run.Digests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code panderm linear-probe}. */
@Command(
        name = "linear-probe",
        description = "Fit a linear classifier on frozen features, at shares of the training data, and test it.",
        footer = {"", "The fitted head classifies new pictures by 'panderm linear-probe predict'."})
final class LinearProbeCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private FeatureOptions features;

    @Mixin
    private ProbeTableOptions table;

    @Mixin
    private ProbeFitOptions fit;

    @Mixin
    private RunOptions run;

    LinearProbeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        features.check(WrittenOptions.of(spec));
        ProbeSettings settings = fit.settings(common.seed);
        ProbeTable rows = table.read(common.seed);
        checkSubgroups(rows, settings);
        try (FeatureOptions.Opened opened = features.open(rows, common, console)) {
            List<String> identity = new ArrayList<>(opened.identity());
            identity.add(Digests.ofFile(table.csv));
            identity.addAll(rows.classes().names());
            Optional<ProbeResult> result = new ProbeTask(
                            settings, opened.features(), common.workers(), common.progress(console))
                    .run(rows, run.out, run.plan(spec, common.seed, identity), run.resume, opened.facts());
            return result.isEmpty() ? Skips.ofFinished(console, run.out) : print(result.get());
        }
    }

    /** Before pictures are read for hours. */
    private static void checkSubgroups(ProbeTable rows, ProbeSettings settings) throws IOException {
        for (String column : settings.subgroups()) {
            rows.table().column(column);
        }
    }

    private int print(ProbeResult result) {
        TextTable table = new TextTable("share", "n train", "n test", "metric", "value", "95 % interval");
        for (ShareResult share : result.shares()) {
            for (MetricValue metric : share.summary()) {
                table.row(
                        Double.toString(share.share()),
                        share.trainingRows(),
                        metric.rows(),
                        metric.name(),
                        MetricCells.value(metric),
                        MetricCells.interval(metric));
            }
        }
        table.print(console.results());
        if (!common.quiet) {
            result.notes().forEach(note -> console.messages().println("note: " + note));
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        return Skips.report(
                console, result.failures(), run.out.resolve("failures.csv").toString());
    }
}
