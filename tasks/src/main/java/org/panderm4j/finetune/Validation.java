package org.panderm4j.finetune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.panderm4j.eval.FinetuneMetrics;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.eval.RoundedScores;
import org.panderm4j.eval.Temperature;

/** Figures of the validation cases, with the parameters as they are now. */
final class Validation implements Supplier<Map<String, Double>> {
    /** Names of the figures: those that the reference watches, and balanced accuracy. */
    static final List<String> NAMES = List.of("loss", "acc", "f1", "auroc", "bacc");

    private final CaseScorer scorer;
    private final Sources sources;
    private final int[] cases;
    private final int[] labels;
    private final int classes;
    private final int lossBatch;

    /**
     * @param scorer leaves none of them out
     * @param labels of all cases
     * @param classes of the first output
     * @param lossBatch cases whose losses are averaged before the averages are; the reference takes half a training batch
     */
    Validation(CaseScorer scorer, Sources sources, int[] cases, int[] labels, int classes, int lossBatch) {
        this.scorer = scorer;
        this.sources = sources;
        this.cases = cases.clone();
        this.labels = Labels.some(labels, cases);
        this.classes = classes;
        this.lossBatch = lossBatch;
    }

    @Override
    public Map<String, Double> get() {
        float[][] logits = LogitScores.part(logits(), 0, classes);
        Predictions predictions = Predictions.of(labels, LogitScores.probabilities(logits));
        double loss = LogitScores.meanLoss(labels, logits, lossBatch);
        FinetuneMetrics metrics = FinetuneMetrics.of(predictions, loss);
        RoundedScores rounded = RoundedScores.of(ProbeMetrics.of(predictions).confusion());
        double[] values = {loss, rounded.accuracy(), rounded.macroF1(), metrics.auroc(), metrics.balancedAccuracy()};
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            figures.put(NAMES.get(i), values[i]);
        }
        return figures;
    }

    /** The temperature that fits these cases best, with the parameters as they are now; none where there are no cases. */
    Optional<Temperature> temperature() throws IOException {
        if (cases.length == 0) {
            return Optional.empty();
        }
        float[][] own = LogitScores.part(scorer.of(sources, cases).logits(), 0, classes);
        return Optional.of(Temperature.fit(labels, LogitScores.wide(own)));
    }

    private float[][] logits() {
        try {
            return scorer.of(sources, cases).logits();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
