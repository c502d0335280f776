package org.panderm4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.cbm.CbmFolder;
import org.panderm4j.cbm.ConceptList;
import org.panderm4j.cbm.Explanation;
import org.panderm4j.cbm.ExplanationTask;
import org.panderm4j.cbm.LocalExplanation;
import org.panderm4j.cbm.NeuronNames;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.ConceptMatch;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunPlan;
import org.panderm4j.sae.SaeEngines;
import org.panderm4j.sae.SaeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm cbm explain}. */
@Command(
        name = "explain",
        description = {
            "Tell what a trained classifier goes by: the weights of concepts (--sae and --model, or --names), and what each",
            "neuron adds in single rows (--row) or pictures (--image)."
        })
final class CbmExplainCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private ConceptOptions dictionary;

    @Option(
            names = "--cbm",
            required = true,
            paramLabel = "DIR",
            description = "Classifier: the folder of 'panderm cbm train'.")
    private Path cbm;

    @Option(
            names = "--concepts",
            paramLabel = "FILE",
            description = "Texts of concepts, one a line (default: the ten of the reference).")
    private Path concepts;

    @Option(
            names = {"--names", "--concept-names"},
            paramLabel = "FILE.csv",
            description = "What neurons are called, as 'panderm concepts name' writes it (columns neuron and name).")
    private Path names;

    @Option(names = "--activations", paramLabel = "FILE.npy", description = "Activations whose rows are explained.")
    private Path activations;

    @Option(
            names = "--row",
            split = ",",
            paramLabel = "K",
            description = "Rows of --activations to explain, from 0; several by commas.")
    private List<Long> rows = new ArrayList<>();

    @Option(names = "--image", paramLabel = "FILE", description = "Picture to explain; may be given several times.")
    private List<Path> images = new ArrayList<>();

    @Option(
            names = "--image-embedding",
            defaultValue = "AUTO",
            paramLabel = "HOW",
            description = {
                "unit, raw or auto: whether the embedding of --image is divided by its length before the autoencoder, as the",
                "rows were that it learned from. auto follows sae.safetensors, and takes a file that does not tell for one of",
                "unit rows, as the reference's is (default: auto)."
            })
    private ImageEmbedding imageEmbedding;

    /** What the autoencoder is given of a picture. */
    enum ImageEmbedding {
        AUTO,
        UNIT,
        RAW
    }

    CbmExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        WrittenOptions written = WrittenOptions.of(spec);
        boolean asked = dictionary.sae != null || dictionary.model != null || concepts != null || !images.isEmpty();
        dictionary.check(asked, reason(), written);
        if ((activations == null) != rows.isEmpty()) {
            throw new UsageException("expected --activations FILE.npy and --row K together, found only "
                    + (activations == null ? "--row" : "--activations"));
        }
        written.onlyWith(!images.isEmpty(), "--image", "--image-embedding");
        CbmFolder folder = CbmFolder.read(cbm);
        ExplanationTask task = new ExplanationTask(folder);
        List<String> identity = new ArrayList<>(List.of(Digests.ofFileList(folder.files())));
        if (names != null) {
            task.name(NeuronNames.read(names));
            identity.add(Digests.ofFile(names));
        }
        if (activations != null) {
            ActivationRows array = ActivationRows.open(activations);
            task.explain(array, rows);
            identity.add(Digests.ofFileList(List.of(array.file())));
        }
        Map<String, String> versions = asked ? match(folder, task, identity) : Map.of();
        RunPlan plan = new RunPlan("cbm explain", OptionValues.of(spec), common.seed, Digests.ofTexts(identity));
        Optional<Explanation> result = task.write(run.out, plan, run.resume, versions);
        return result.isEmpty() ? Skips.ofFinished(console, run.out) : print(result.get());
    }

    private String reason() {
        return images.isEmpty() ? concepts == null ? "concepts" : "--concepts" : "--image";
    }

    /** What a model is needed for. */
    private Map<String, String> match(CbmFolder folder, ExplanationTask task, List<String> identity)
            throws IOException {
        List<String> texts = ConceptList.of(Optional.ofNullable(concepts));
        try (DictionaryOptions.Texts opened = dictionary.open(folder, common, console)) {
            identity.addAll(opened.identity());
            identity.addAll(texts);
            identity.add(Digests.ofFileList(images));
            task.match(texts, opened.embed(texts), opened.vectors());
            if (!images.isEmpty()) {
                explainImages(opened, task);
            }
            return opened.model().versions();
        }
    }

    private void explainImages(DictionaryOptions.Texts opened, ExplanationTask task) throws IOException {
        boolean unit = isUnit(opened.sae());
        String engine = SaeEngines.resolve(EngineOptions.AUTO);
        try (SaeNetwork network = SaeEngines.open(opened.sae().weights(), engine, common.threads())) {
            for (Path image : images) {
                float[] raw = opened.model().embed(image);
                float[] embedding = unit ? Vectors.unit(raw) : raw;
                if (embedding.length != network.design().inputs()) {
                    throw new IOException("expected pictures as wide as the autoencoder's inputs, found "
                            + embedding.length + " of " + opened.model().file() + " and "
                            + network.design().inputs() + " in " + opened.sae().file());
                }
                FloatBuffer learned = direct(network.design().features());
                network.apply(direct(embedding.length).put(embedding).flip(), 1, learned, null);
                float[] row = new float[network.design().features()];
                learned.get(row);
                task.explain(image.toString(), row);
            }
        }
    }

    /** Whether the autoencoder is to see a picture as a vector of length 1. */
    private boolean isUnit(SaeFile sae) {
        if (imageEmbedding != ImageEmbedding.AUTO) {
            return imageEmbedding == ImageEmbedding.UNIT;
        }
        if (sae.unit().isEmpty() && !common.quiet) {
            console.messages()
                    .println(
                            "note: " + sae.file()
                                    + " does not tell whether its training rows had length 1; the embedding of"
                                    + " --image is divided by its length, as the reference's are (--image-embedding raw if they had not)");
        }
        return sae.unit().orElse(true);
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(values * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private int print(Explanation result) {
        if (!result.concepts().isEmpty()) {
            TextTable table = new TextTable("concept", "neuron", "weight", "rank", "similarity");
            for (ConceptMatch match : ConceptMatch.byWeight(result.concepts())) {
                table.row(
                        match.text(),
                        match.neuron(),
                        TextTable.number(match.importance()),
                        match.rank(),
                        TextTable.number(match.similarity()));
            }
            table.print(console.results());
        }
        if (!result.rows().isEmpty()) {
            TextTable table = new TextTable("row", "probability", "logit", "intercept", "contributions");
            for (LocalExplanation row : result.rows()) {
                table.row(
                        row.name(),
                        TextTable.number(row.probability()),
                        TextTable.number(row.logit()),
                        TextTable.number(row.intercept()),
                        TextTable.number(row.sum()));
            }
            table.print(console.results());
        }
        if (!common.quiet) {
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        return ExitStatus.DONE;
    }
}
