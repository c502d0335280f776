package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.ConceptColumns;
import org.panderm4j.concepts.ConceptQueries;
import org.panderm4j.concepts.TopInputs;
import org.panderm4j.concepts.TopPictures;
import org.panderm4j.concepts.TopTask;
import org.panderm4j.data.table.Table;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm concepts top}. */
@Command(
        name = "top",
        description =
                "Show the pictures in which features of a sparse autoencoder are most active: by number, name or text.")
final class ConceptsTopCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private TableOptions images;

    @Mixin
    private QueryOptions query;

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
            description = "Table of the pictures; row k belongs to row k of the activations.")
    private Path csv;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "5",
            description = "Pictures of each feature (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--concept-columns",
            split = ",",
            paramLabel = "NAME",
            description = {
                "Columns that say by 0 or 1 what is in a picture; that of the same words as a text or name tells the precision",
                "among its pictures (pigment_network and \"pigment network\" are the same words)."
            })
    private List<String> columns = List.of();

    @Option(
            names = "--concept-column",
            paramLabel = "NAME",
            description = "The one column that all features are to be judged by, whatever they are called.")
    private String only;

    ConceptsTopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        query.check(WrittenOptions.of(spec));
        Bounds.atLeast(1, "--top", top);
        if (only != null && !columns.isEmpty()) {
            throw new UsageException("expected --concept-column or --concept-columns, found both");
        }
        Table table = TableOptions.read(csv);
        ActivationRows rows = ActivationRows.open(activations);
        rows.requireRows(table.rows().size(), csv);
        ConceptColumns judged = ConceptColumns.read(table, only == null ? columns : List.of(only));
        List<Path> pictures = images.paths(table);
        List<String> identity = new ArrayList<>(List.of(Digests.ofFile(csv), Digests.ofFileList(List.of(activations))));
        ConceptQueries queries = new ConceptQueries(rows.features());
        Map<String, String> versions = query.fill(queries, rows, identity, common, console);
        RunPlan plan = new RunPlan("concepts top", OptionValues.of(spec), common.seed, Digests.ofTexts(identity));
        try (RunFolder folder = RunFolder.open(run.out, plan, run.resume)) {
            if (folder.isFinished()) {
                return Skips.ofFinished(console, run.out);
            }
            TopInputs inputs = new TopInputs(rows, table, pictures, judged, queries.list(), Optional.ofNullable(only));
            return print(new TopTask(top, common.progress(console)).run(inputs, folder, plan, versions));
        }
    }

    private int print(List<TopPictures> found) {
        TextTable table =
                new TextTable("concept", "neuron", "similarity", "best row", "activation", "precision@" + top);
        for (TopPictures pictures : found) {
            table.row(
                    pictures.query().label(),
                    pictures.query().neuron(),
                    number(pictures.query().similarity()),
                    pictures.rows().get(0).index(),
                    TextTable.number(pictures.rows().get(0).value()),
                    pictures.precision(top).map(TextTable::number).orElse(""));
        }
        table.print(console.results());
        if (!common.quiet) {
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        return ExitStatus.DONE;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? TextTable.number(value.getAsDouble()) : "";
    }
}
