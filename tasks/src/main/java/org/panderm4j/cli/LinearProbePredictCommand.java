package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.PictureFiles;
import org.panderm4j.model.Transforms;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.probe.ModelFeatures;
import org.panderm4j.probe.PredictSources;
import org.panderm4j.probe.PredictTask;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.RunFacts;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm linear-probe predict}. */
@Command(
        name = LinearProbePredictCommand.NAME,
        description = "Classify pictures, features or table rows by a head that linear-probe has fitted.")
final class LinearProbePredictCommand implements Callable<Integer> {
    static final String NAME = "linear-probe predict";

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--head",
            required = true,
            paramLabel = "DIR|FILE",
            description = "Folder of a finished linear-probe, or one of its heads (.safetensors).")
    private Path head;

    @Option(names = "--model", paramLabel = "M", description = "The model whose features the head takes.")
    private String model;

    @Mixin
    private ModelOptions.ModelDetails details;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Mixin
    private TableOptions table;

    @Option(
            names = "--calibrated",
            description = "Soften the probabilities by the temperature that the validation rows gave.")
    private boolean calibrated;

    @Mixin
    private RunOptions run;

    /** One of the three places that inputs come from. */
    private static final class Source {
        @Option(
                names = "--images",
                arity = "1..*",
                paramLabel = "PATH",
                description = "Files, or folders in name order; needs --model.")
        private List<Path> images;

        @Option(
                names = "--csv",
                paramLabel = "FILE",
                description = "Table of pictures (with --model), or of the columns that the head was fitted on.")
        private Path csv;

        @Option(
                names = "--embeddings",
                paramLabel = "DIR",
                description = "Features that 'panderm embed --feature probe' has written.")
        private Path embeddings;
    }

    LinearProbePredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        PredictTask task = PredictTask.of(head, calibrated);
        if (model != null) {
            try (DermModel opened = ModelOptions.of(model, details).open(common, console)) {
                ModelFacts facts = ModelFacts.of(opened.files(), opened.versions());
                return run(
                        task, pictures(task, opened, facts), ModelOptions.identity(opened), () -> facts.get(digests()));
            }
        }
        Nd4jBackend.useThreads(common.threads());
        RunFacts facts = new RunFacts(Map.of(), digests());
        PredictTask.Source inputs = source.embeddings != null
                ? PredictSources.stored(source.embeddings)
                : PredictSources.columns(
                        task.origin(), TableOptions.read(source.csv), Optional.ofNullable(table.imageColumn));
        return run(task, inputs, List.of(), () -> facts);
    }

    /** Of the files that the predictions are made of, by role. */
    private Map<String, String> digests() throws IOException {
        Map<String, String> digests = new TreeMap<>(Map.of("head", Digests.ofFile(PredictTask.headFile(head))));
        if (source.csv != null) {
            digests.put("table", Digests.ofFile(source.csv));
        }
        return digests;
    }

    private void checkOptions() {
        if (source.images != null && model == null) {
            throw new UsageException("--images needs --model, whose features the head takes");
        }
        if (source.embeddings != null && model != null) {
            throw new UsageException("--embeddings needs no --model: the features are there already");
        }
        WrittenOptions written = WrittenOptions.of(spec);
        details.onlyWithModel(model != null, written);
        written.onlyWith(source.csv != null, "--csv", "--image-column");
        written.onlyWith(source.csv != null && model != null, "--csv and --model", "--image-root");
    }

    private PredictTask.Source pictures(PredictTask task, DermModel opened, ModelFacts facts) throws IOException {
        List<Path> files =
                source.images != null ? PictureFiles.expand(source.images) : table.paths(TableOptions.read(source.csv));
        ImageTransform transform = ModelFeatures.isOwnTransform(task.origin())
                ? opened.transform()
                : Transforms.probe(opened.description());
        return PredictSources.pictures(
                opened,
                facts,
                ModelFeatures.feature(opened, task.origin()),
                common.pictures(files, transform),
                files.stream().map(Path::toString).toList(),
                common.batchSize(),
                common.progress(console));
    }

    private int run(PredictTask task, PredictTask.Source inputs, List<String> identity, PredictTask.Facts facts)
            throws IOException {
        List<String> all = new ArrayList<>(identity);
        all.add(Digests.ofFile(PredictTask.headFile(head)));
        if (source.csv != null) {
            all.add(Digests.ofFile(source.csv));
        }
        Optional<PredictTask.Result> result =
                task.run(inputs, run.out, run.plan(spec, common.seed, all), run.resume, facts);
        return result.isEmpty() ? Skips.ofFinished(console, run.out) : print(task, result.get());
    }

    private int print(PredictTask task, PredictTask.Result result) {
        TextTable shown = new TextTable("input", "class", "probability");
        for (PredictTask.Prediction prediction : result.predictions()) {
            shown.row(
                    prediction.name(),
                    task.classes().get(prediction.label()),
                    TextTable.number(prediction.probabilities()[prediction.label()]));
        }
        shown.print(console.results());
        return Skips.report(
                console, result.failures(), run.out.resolve("failures.csv").toString());
    }
}
