package org.panderm4j.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.panderm4j.finetune.FinetuneResult;

/** What a fine-tuning that has ended is told by. */
final class FinetuneFigures {
    private FinetuneFigures() {}

    /**
     * Prints it.
     *
     * @param out the run's folder
     * @return the exit status
     */
    static int report(Console console, FinetuneResult result, Path out, boolean quiet) {
        if (result.interrupted()) {
            console.messages()
                    .println("interrupted after step " + result.training().step()
                            + "; the same command with --resume goes on from there");
            return ExitStatus.FAILED;
        }
        table(result).print(console.results());
        if (!quiet) {
            console.messages()
                    .println(String.format(
                            Locale.ROOT, "epoch %d is kept; report: %s", result.epoch(), out.resolve("report.html")));
        }
        return Skips.report(
                console, result.failures(), out.resolve("failures.csv").toString());
    }

    private static TextTable table(FinetuneResult result) {
        TextTable table = new TextTable("split", "metric", "value", "95 %");
        result.validation().forEach((name, value) -> table.row("val", name, MetricCells.value(value), ""));
        result.test()
                .ifPresent(scores -> scores.metrics()
                        .forEach(metric -> table.row(
                                "test", metric.name(), MetricCells.value(metric), MetricCells.interval(metric))));
        return table;
    }
}
