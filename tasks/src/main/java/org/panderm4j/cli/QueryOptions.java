package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.ConceptQueries;
import org.panderm4j.concepts.NeuronActivity;
import org.panderm4j.concepts.Similarity;
import org.panderm4j.concepts.TextMean;
import org.panderm4j.data.concept.ConceptVocabulary;
import org.panderm4j.run.Digests;
import org.panderm4j.sae.SaeFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which features' pictures are wanted. */
final class QueryOptions {
    @Option(names = "--neurons", split = ",", paramLabel = "N1,N2,...", description = "Features by number, from 0.")
    List<Integer> neurons = new ArrayList<>();

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "The feature nearest to a text, as it is; may be given several times.")
    List<String> texts = new ArrayList<>();

    @Option(
            names = "--concepts",
            paramLabel = "FILE",
            description = "The same for a list: a text a line, or a .csv with a column text.")
    Path concepts;

    @Option(
            names = "--top-n",
            paramLabel = "N",
            defaultValue = "1",
            description = "Features of each text (default: ${DEFAULT-VALUE}).")
    int topN;

    @Option(
            names = "--min-similarity",
            paramLabel = "S",
            description = "Leave out features whose cosine with the text is lower; none left is an error.")
    Double minSimilarity;

    @Option(
            names = "--concept-names",
            paramLabel = "FILE.csv",
            description = "What features are called, as 'panderm concepts name' writes it (names.csv).")
    Path names;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Features of this name; by default the --names best, each name once.")
    List<String> named = new ArrayList<>();

    @Option(
            names = "--names",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many names without --name (default: ${DEFAULT-VALUE}).")
    int most;

    @Option(
            names = "--sae",
            paramLabel = "FILE|DIR",
            description = "Sparse autoencoder behind the activations; needed for texts.")
    Path sae;

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "Model whose text tower embeds texts: as everywhere (see 'panderm models').")
    String model;

    @Option(
            names = "--centre",
            description = "Take away what the shipped dermatology terms have in common before a text is compared.")
    boolean centred;

    @Mixin
    ModelOptions.ModelDetails details;

    private boolean byText() {
        return !texts.isEmpty() || concepts != null;
    }

    /** Refuses what is missing, or would be read and ignored. */
    void check(WrittenOptions written) {
        if (neurons.isEmpty() && !byText() && names == null) {
            throw new UsageException(
                    "expected features by --neurons N1,N2, --text TEXT, --concepts FILE or --concept-names FILE.csv, found none");
        }
        if (byText() && (sae == null || model == null)) {
            throw new UsageException("--text and --concepts: expected " + (sae == null ? "--sae FILE" : "--model M")
                    + " too, found none");
        }
        Bounds.atLeast(1, "--top-n", topN);
        Bounds.atLeast(1, "--names", most);
        if (minSimilarity != null) {
            Bounds.check(Math.abs(minSimilarity) <= 1, "--min-similarity", "from -1 to 1", minSimilarity);
        }
        written.onlyWith(
                byText(), "--text or --concepts", "--top-n", "--min-similarity", "--sae", "--model", "--centre");
        written.onlyWith(names != null, "--concept-names", "--name", "--names");
        if (!named.isEmpty() && written.has("--names")) {
            throw new UsageException("--names: has no meaning beside --name");
        }
        details.onlyWithModel(model != null, written);
    }

    /**
     * Finds them.
     *
     * @param identity takes what must be the same when a run goes on
     * @return versions of what embedded texts
     * @throws IOException when a text, name or number has no feature
     */
    Map<String, String> fill(
            ConceptQueries queries, ActivationRows rows, List<String> identity, CommonOptions common, Console console)
            throws IOException {
        queries.neurons(neurons);
        if (names != null) {
            identity.add(Digests.ofFile(names));
            queries.named(names, named, most);
        }
        return byText() ? fillByText(queries, rows, identity, common, console) : Map.of();
    }

    private Map<String, String> fillByText(
            ConceptQueries queries, ActivationRows rows, List<String> identity, CommonOptions common, Console console)
            throws IOException {
        List<String> wanted = new ArrayList<>(texts);
        if (concepts != null) {
            wanted.addAll(ConceptVocabulary.read(concepts).texts());
        }
        SaeFile file = SaeFile.read(sae);
        rows.requireFeatures(file.weights().design().features(), file.file());
        try (DictionaryOptions.Texts opened =
                DictionaryOptions.texts(ModelOptions.of(model, details), file, common, console)) {
            identity.addAll(opened.identity());
            identity.addAll(wanted);
            float[][] embeddings = opened.embed(wanted);
            if (centred) {
                embeddings = TextMean.of(
                                opened.embed(ConceptVocabulary.dermatology().texts()))
                        .without(embeddings);
            }
            boolean[] alive = NeuronActivity.of(rows, common.progress(console)).alive();
            queries.texts(
                    wanted,
                    Similarity.of(embeddings, opened.vectors()),
                    alive,
                    topN,
                    minSimilarity == null ? OptionalDouble.empty() : OptionalDouble.of(minSimilarity));
            return opened.model().versions();
        }
    }
}
