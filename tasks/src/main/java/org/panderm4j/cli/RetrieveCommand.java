package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.model.DermModel;
import org.panderm4j.retrieval.RetrievalResult;
import org.panderm4j.retrieval.RetrieveTask;
import org.panderm4j.run.Digests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm retrieve}. */
@Command(
        name = "retrieve",
        description = "Find captions by pictures and pictures by captions, with recalls and a report.")
final class RetrieveCommand implements Callable<Integer> {
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
    private TableOptions table;

    @Option(names = "--csv", required = true, paramLabel = "FILE", description = "Table with pictures and captions.")
    private Path csv;

    @Option(names = "--caption-column", required = true, paramLabel = "C", description = "Column of the captions.")
    private String captionColumn;

    RetrieveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RetrievalTable pairs = RetrievalTable.of(TableOptions.read(csv), table.source(), captionColumn);
        try (DermModel opened = model.open(common, console)) {
            List<Path> files =
                    pairs.rows().stream().map(RetrievalTable.Row::path).toList();
            List<String> identity = new ArrayList<>(List.of(Digests.ofFile(csv)));
            identity.add(Digests.ofFileList(files));
            identity.addAll(ModelOptions.identity(opened));
            opened.tokenizer();
            Optional<RetrievalResult> result = new RetrieveTask(opened, common.batchSize(), common.progress(console))
                    .run(
                            pairs,
                            common.pictures(files, opened.transform()),
                            run.out,
                            run.plan(spec, common.seed, identity),
                            run.resume);
            if (result.isEmpty()) {
                return Skips.ofFinished(console, run.out);
            }
            print(result.get());
            return Skips.report(
                    console,
                    result.get().failures(),
                    run.out.resolve("failures.csv").toString());
        }
    }

    private void print(RetrievalResult result) {
        TextTable lines = new TextTable("metric", "value", "95 % interval");
        for (MetricValue metric : result.summary()) {
            lines.row(
                    metric.name(),
                    TextTable.number(metric.value().orElse(Double.NaN)),
                    metric.interval()
                            .map(one -> TextTable.number(one.low()) + " - " + TextTable.number(one.high()))
                            .orElse(""));
        }
        lines.print(console.results());
        if (!common.quiet) {
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
    }
}
