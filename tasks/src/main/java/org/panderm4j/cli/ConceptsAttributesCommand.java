package org.panderm4j.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.AttributeScores;
import org.panderm4j.concepts.ConceptColumns;
import org.panderm4j.data.table.Table;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code panderm concepts attributes}. */
@Command(
        name = "attributes",
        description = {
            "Tell which feature knows each attribute of the pictures best: columns of 0 and 1, and the feature whose activation",
            "has the largest area under the ROC curve."
        })
final class ConceptsAttributesCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--activations",
            required = true,
            paramLabel = "FILE.npy",
            description = "Activations (N, m), as 'panderm sae encode' writes them.")
    private Path activations;

    @Option(
            names = {"--csv", "--metadata"},
            required = true,
            paramLabel = "FILE",
            description = "Table; row k belongs to row k of the activations.")
    private Path csv;

    @Option(
            names = "--concept-columns",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "Columns that say by 0 or 1 what is in a picture.")
    private List<String> columns;

    @Option(names = "--out", required = true, paramLabel = "FILE.csv", description = "Where the table is written.")
    private Path out;

    ConceptsAttributesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Table table = TableOptions.read(csv);
        ActivationRows rows = ActivationRows.open(activations);
        rows.requireRows(table.rows().size(), csv);
        ConceptColumns attributes = ConceptColumns.read(table, columns);
        try (OutputFile target = OutputFile.at(out, List.of(activations, csv))) {
            List<AttributeScores.Score> best = new AttributeScores(rows, attributes, common.progress(console)).best();
            target.write(file -> write(file, best, table.rows().size()));
            print(best);
        }
        return ExitStatus.DONE;
    }

    private static void write(Path file, List<AttributeScores.Score> best, int rows) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("column", "n", "positive", "neuron", "auroc");
            for (AttributeScores.Score score : best) {
                csv.writeRecord(
                        score.column(),
                        Integer.toString(rows),
                        Integer.toString(score.positive()),
                        score.auroc().isPresent() ? Integer.toString(score.neuron()) : "",
                        score.auroc().isPresent()
                                ? Double.toString(score.auroc().getAsDouble())
                                : "");
            }
        }
    }

    private void print(List<AttributeScores.Score> best) {
        TextTable table = new TextTable("attribute", "positive", "neuron", "auroc");
        for (AttributeScores.Score score : best) {
            table.row(
                    score.column(),
                    score.positive(),
                    score.auroc().isPresent() ? score.neuron() : "",
                    score.auroc().isPresent() ? TextTable.number(score.auroc().getAsDouble()) : "not defined");
        }
        table.print(console.results());
    }
}
