package org.panderm4j.cbm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.ConceptMatch;
import org.panderm4j.concepts.ConceptMatching;
import org.panderm4j.concepts.Importance;
import org.panderm4j.data.npy.NpyMatrix;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Collects what a classifier goes by, in general and in single rows, and leaves it in a run folder. */
public final class ExplanationTask {
    private final CbmFolder cbm;
    private final List<ConceptMatch> concepts = new ArrayList<>();
    private final List<String> unmatched = new ArrayList<>();
    private final List<LocalExplanation> rows = new ArrayList<>();
    private Optional<NeuronNames> names = Optional.empty();

    public ExplanationTask(CbmFolder cbm) {
        this.cbm = cbm;
    }

    /** Names of neurons that are known already. */
    public void name(NeuronNames known) {
        names = Optional.of(known);
    }

    /**
     * Gives each text a neuron of its own, among those with a weight.
     *
     * @param vectors of the dictionary, [m][n]
     * @throws IOException when no neuron has a weight
     */
    public void match(List<String> texts, float[][] embeddings, float[][] vectors) throws IOException {
        ConceptMatching matching =
                new ConceptMatching(new Importance(cbm.classifier().weight()), vectors);
        if (matching.live() == 0) {
            throw new IOException(
                    cbm.folder() + ": expected neurons with a weight to match concepts with, found that all "
                            + vectors.length + " weights are 0; train it with a lower --alpha");
        }
        concepts.addAll(matching.oneToOne(texts, embeddings));
        for (int i = 0; i < texts.size(); i++) {
            int number = i;
            if (concepts.stream().noneMatch(match -> match.concept() == number)) {
                unmatched.add(texts.get(i));
            }
        }
    }

    /** Explains a row of activations, [m]. */
    public void explain(String name, float[] row) {
        rows.add(LocalExplanation.of(cbm.classifier(), name, row));
    }

    /**
     * Explains rows of an array.
     *
     * @param numbers from 0
     * @throws IOException when the array has other features than the classifier, no such row, or one that is not finite
     */
    public void explain(ActivationRows activations, List<Long> numbers) throws IOException {
        cbm.requireWidth(activations);
        try (NpyMatrix matrix = NpyMatrix.open(activations.file())) {
            for (long number : numbers) {
                if (number < 0 || number >= matrix.rows()) {
                    throw new IOException(activations.file() + ": expected rows from 0 to " + (matrix.rows() - 1)
                            + ", found --row " + number);
                }
                float[] row = matrix.row(number);
                activations.requireFinite(number, row);
                explain("row " + number, row);
            }
        }
    }

    /** What was collected. */
    public Explanation explanation() {
        return new Explanation(cbm, List.copyOf(concepts), List.copyOf(unmatched), names, List.copyOf(rows));
    }

    /**
     * Writes it.
     *
     * @param versions of what has computed embeddings, if anything has
     * @return empty if the run was finished before
     */
    public Optional<Explanation> write(Path out, RunPlan plan, boolean resume, Map<String, String> versions)
            throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            Explanation explanation = explanation();
            new ExplanationFiles(run).write(explanation);
            Path weights = cbm.folder().resolve(cbm.isFixed() ? CbmFolder.WEIGHTS : CbmFolder.MEAN_WEIGHTS);
            run.finish(new RunFacts(versions, Map.of("weights", Digests.ofFile(weights))));
            return Optional.of(explanation);
        }
    }
}
