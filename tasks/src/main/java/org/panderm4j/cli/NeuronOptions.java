package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.panderm4j.cbm.CbmFolder;
import org.panderm4j.cbm.ChosenNeuron;
import org.panderm4j.cbm.NeuronChoice;
import org.panderm4j.cbm.NeuronNames;
import org.panderm4j.concepts.Importance;
import org.panderm4j.run.Digests;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which neurons of a classifier are meant. */
final class NeuronOptions {
    @Option(
            names = "--method",
            paramLabel = "matching|topk",
            description = {
                "matching: those nearest to --concept, among those with a weight (the default with --concept);",
                "topk: those with the largest weights."
            })
    Method method;

    @Option(
            names = "--concept",
            paramLabel = "TEXT",
            description = "Text of a concept, as it is; may be given several times.")
    List<String> concepts = new ArrayList<>();

    @Option(
            names = "--top-n",
            paramLabel = "N",
            defaultValue = "5",
            description = "Neurons of each concept, or of topk (default: ${DEFAULT-VALUE}).")
    int topN;

    @Option(
            names = "--min-similarity",
            paramLabel = "S",
            description = {
                "Leave out neurons whose cosine with the text is lower; none left is an error.",
                "By default the best must be above 0 and none is left out."
            })
    Double minSimilarity;

    @Option(names = "--neurons", split = ",", paramLabel = "N1,N2,...", description = "Neurons by number, from 0.")
    List<Integer> neurons = new ArrayList<>();

    @Option(
            names = "--concept-names",
            paramLabel = "FILE.csv",
            description = "What neurons are called, as 'panderm concepts name' writes it (columns neuron and name).")
    Path names;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "All neurons of this name in --concept-names; may be given several times.")
    List<String> named = new ArrayList<>();

    @Mixin
    ConceptOptions dictionary;

    /** How neurons are found. */
    enum Method {
        MATCHING,
        TOPK
    }

    /** What was found, and what must be the same when a run goes on. */
    record Found(List<ChosenNeuron> neurons, List<String> identity) {}

    /** Refuses what does not fit together. */
    void check(WrittenOptions written) {
        boolean top = method == Method.TOPK;
        if (top && !concepts.isEmpty()) {
            throw new UsageException("--method topk: has no use for --concept; leave one of them out");
        }
        if (method == Method.MATCHING && concepts.isEmpty()) {
            throw new UsageException("--method matching: expected --concept TEXT too, found none");
        }
        if (!top && concepts.isEmpty() && neurons.isEmpty() && named.isEmpty()) {
            throw new UsageException(
                    "expected neurons by --concept TEXT, --neurons N1,N2, --name NAME or --method topk, found none");
        }
        if (named.isEmpty() != (names == null)) {
            throw new UsageException("expected --concept-names FILE.csv and --name NAME together, found only "
                    + (names == null ? "--name" : "--concept-names"));
        }
        Bounds.atLeast(1, "--top-n", topN);
        if (minSimilarity != null) {
            Bounds.check(Math.abs(minSimilarity) <= 1, "--min-similarity", "from -1 to 1", minSimilarity);
        }
        written.onlyWith(top || !concepts.isEmpty(), "--concept or --method topk", "--top-n");
        written.onlyWith(!concepts.isEmpty(), "--concept", "--min-similarity");
        dictionary.check(!concepts.isEmpty(), "--concept", written);
    }

    /**
     * Finds them.
     *
     * @throws IOException when a text, name or number has no neuron
     */
    Found find(CbmFolder cbm, CommonOptions common, Console console) throws IOException {
        NeuronChoice choice = new NeuronChoice(new Importance(cbm.classifier().weight()));
        List<String> identity = new ArrayList<>();
        choice.indices(neurons);
        if (names != null) {
            identity.add(Digests.ofFile(names));
            choice.named(NeuronNames.read(names), named);
        }
        if (method == Method.TOPK) {
            choice.top(topN);
        }
        if (!concepts.isEmpty()) {
            try (DictionaryOptions.Texts opened = dictionary.open(cbm, common, console)) {
                identity.addAll(opened.identity());
                choice.matching(
                        concepts,
                        opened.embed(concepts),
                        opened.vectors(),
                        topN,
                        minSimilarity == null ? OptionalDouble.empty() : OptionalDouble.of(minSimilarity));
            }
        }
        return new Found(choice.list(), identity);
    }
}
