package org.panderm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.panderm4j.weights.open.OpenModel;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.report.LoadReport.Finding;
import org.panderm4j.weights.report.ReportJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code panderm inspect}. */
@Command(
        name = "inspect",
        description = "Show what a checkpoint holds: family, sizes and their sources, the role of every tensor.")
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions.ModelDetails details;

    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "As --model of the other commands.")
    private String positional;

    @Option(names = "--model", paramLabel = "M", description = "The same as MODEL.")
    private String named;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        details.engine(common); // nothing runs here, but what cannot run is refused as everywhere
        try (OpenModel model = details.opener(common, console).inspect(details.request(model(), common))) {
            if (json) {
                console.printJson(ReportJson.of(model.report(), details.allowUnexpected));
            } else {
                print(model.report());
            }
        }
        return ExitStatus.DONE;
    }

    private String model() {
        if ((positional == null) == (named == null)) {
            throw new UsageException("expected one model, as MODEL or as --model, found "
                    + (positional == null ? "none" : "both '" + positional + "' and '" + named + "'"));
        }
        return positional == null ? named : positional;
    }

    private void print(LoadReport report) {
        PrintStream out = console.results();
        out.println("file      " + report.file());
        out.println("format    " + report.format());
        out.println("family    " + report.family());
        out.println("loadable  " + (report.loadable(details.allowUnexpected) ? "yes" : "no"));
        TextTable sizes = new TextTable("name", "value", "source");
        report.hyperParameters().forEach(one -> sizes.row(one.name(), one.value(), one.source()));
        section("Hyper-parameters", sizes);
        findings("Missing", report.missing());
        findings("Mis-shaped", report.misshaped());
        list("Unexpected", report.unexpected());
        list("Warnings", report.warnings());
        list("Beside the weights, not used", report.beside());
        TextTable tensors = new TextTable("key", "dtype", "shape", "use", "role");
        report.tensors()
                .forEach(one -> tensors.row(
                        one.key(), one.type(), one.shape(), one.use().name().toLowerCase(Locale.ROOT), one.role()));
        section("Tensors (" + report.tensors().size() + ")", tensors);
    }

    private void findings(String title, List<Finding> findings) {
        if (!findings.isEmpty()) {
            TextTable table = new TextTable("key", "expected", "found");
            findings.forEach(one -> table.row(one.key(), one.expected(), one.found()));
            section(title, table);
        }
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            console.results().println();
            console.results().println(title);
            items.forEach(console.results()::println);
        }
    }

    private void section(String title, TextTable table) {
        console.results().println();
        console.results().println(title);
        table.print(console.results());
    }
}
