package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.cbm.BinaryLabels;
import org.panderm4j.cbm.CbmFolder;
import org.panderm4j.cbm.InterventionInputs;
import org.panderm4j.cbm.InterventionResult;
import org.panderm4j.cbm.InterventionTask;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.data.table.Table;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm cbm intervene}. */
@Command(
        name = "intervene",
        description =
                "Silence, scale or set concepts in test rows, and see a trained classifier decide before and after.")
final class CbmInterveneCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private LabelOptions labels;

    @Mixin
    private NeuronOptions neurons;

    @Mixin
    private ChangeOptions change;

    @Option(
            names = "--cbm",
            required = true,
            paramLabel = "DIR",
            description = "Classifier: the folder of 'panderm cbm train'.")
    private Path cbm;

    @Option(
            names = {"--activations", "--test-activations"},
            required = true,
            paramLabel = "FILE.npy",
            description = "Activations of the test rows, (N, m).")
    private Path activations;

    @Option(
            names = {"--csv", "--test-csv"},
            required = true,
            paramLabel = "FILE",
            description =
                    "Table with the label of each row; its column is that of the training, unless --label-column says other.")
    private Path csv;

    CbmInterveneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        WrittenOptions written = WrittenOptions.of(spec);
        neurons.check(written);
        change.check(written);
        CbmFolder folder = CbmFolder.read(cbm);
        BinaryLabels found = read(folder);
        ActivationRows array = ActivationRows.open(activations);
        folder.requireWidth(array);
        NeuronOptions.Found chosen = neurons.find(folder, common, console);
        List<String> identity = new ArrayList<>(chosen.identity());
        Intervention.Change what = change.change(folder, identity, common, console);
        InterventionInputs inputs = new InterventionInputs(
                folder,
                found,
                array,
                chosen.neurons(),
                what,
                change.recalibrated(identity),
                labels.groups(),
                common.seed);
        identity.add(Digests.ofFile(csv));
        identity.add(Digests.ofFileList(List.of(array.file())));
        identity.add(Digests.ofFileList(folder.files()));
        identity.add(chosen.neurons().toString());
        RunPlan plan = new RunPlan("cbm intervene", OptionValues.of(spec), common.seed, Digests.ofTexts(identity));
        Optional<InterventionResult> result =
                new InterventionTask(common.progress(console)).run(inputs, run.out, plan, run.resume);
        return result.isEmpty() ? Skips.ofFinished(console, run.out) : print(result.get());
    }

    private BinaryLabels read(CbmFolder folder) throws IOException {
        Table table = Table.read(csv);
        BinaryLabels.Choice choice = folder.labels(labels.column(), labels.positive());
        return folder.isFixed() ? choice.ofLast(table) : choice.ofThird(table);
    }

    private int print(InterventionResult result) {
        TextTable table = new TextTable("metric", "before", "after", "change", "95 % interval of the change", "n");
        for (int i = 0; i < result.summary().before().size(); i++) {
            MetricValue before = result.summary().before().get(i);
            MetricValue difference = result.summary().change().get(i);
            table.row(
                    before.name(),
                    MetricCells.value(before),
                    MetricCells.value(result.summary().after().get(i)),
                    MetricCells.value(difference),
                    MetricCells.interval(difference),
                    before.rows());
        }
        table.print(console.results());
        result.oneClass().ifPresent(note -> console.results().println("note: " + note));
        if (!common.quiet) {
            result.remarks().forEach(note -> console.messages().println("note: " + note));
            console.messages()
                    .println("changed neurons: "
                            + String.join(
                                    ", ",
                                    result.neurons().stream()
                                            .map(one -> Integer.toString(one.neuron()))
                                            .toList()));
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        return ExitStatus.DONE;
    }
}
