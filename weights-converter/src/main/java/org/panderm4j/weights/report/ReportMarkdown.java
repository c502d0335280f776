package org.panderm4j.weights.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.panderm4j.weights.report.LoadReport.Finding;

/** A load report as a Markdown page. */
public final class ReportMarkdown {
    private final StringBuilder page = new StringBuilder();

    private ReportMarkdown() {}

    public static String of(LoadReport report) {
        return new ReportMarkdown().render(report);
    }

    private String render(LoadReport report) {
        line("# Load report");
        line("");
        line("Checkpoint `" + report.file() + "` (" + report.format() + "), read as `" + report.family() + "`.");
        section("Hyper-parameters");
        row("name", "value", "source");
        row("---", "---", "---");
        report.hyperParameters().forEach(one -> row(one.name(), one.value(), one.source()));
        findings("Missing", report.missing());
        findings("Mis-shaped", report.misshaped());
        list("Beside the weights, not used", report.beside());
        list("Warnings", report.warnings());
        section("Tensors");
        row("key", "type", "shape", "use", "role");
        row("---", "---", "---", "---", "---");
        report.tensors()
                .forEach(one -> row(
                        "`" + one.key() + "`",
                        one.type(),
                        one.shape().toString(),
                        one.use().name().toLowerCase(Locale.ROOT),
                        one.role()));
        return page.toString();
    }

    private void findings(String title, List<Finding> findings) {
        if (!findings.isEmpty()) {
            section(title);
            row("key", "expected", "found");
            row("---", "---", "---");
            findings.forEach(one -> row("`" + one.key() + "`", one.expected(), one.found()));
        }
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            section(title);
            items.forEach(item -> line("- " + item));
        }
    }

    private void section(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void row(String... cells) {
        line(List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
