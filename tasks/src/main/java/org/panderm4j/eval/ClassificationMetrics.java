package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Metrics of classified rows. All are shares from 0 to 1.
 *
 * <p>A class without rows spoils no metric but the area under the ROC curve, which is then empty.
 */
public final class ClassificationMetrics {
    private static final int SMALL_TOP = 3;

    private final Predictions predictions;
    private final RowStatistics statistics;
    private final int[] once; // each row counted once
    private final ConfusionMatrix confusion;
    private final Optional<RankedScores> margin; // class 1 against class 0, by logit difference

    private ClassificationMetrics(Predictions predictions, Optional<RankedScores> margin) {
        this.predictions = predictions;
        this.statistics = new RowStatistics(predictions);
        this.once = new int[predictions.rows()];
        Arrays.fill(once, 1);
        this.confusion = statistics.confusion(once);
        this.margin = margin;
    }

    public static ClassificationMetrics of(Predictions predictions) {
        return new ClassificationMetrics(predictions, Optional.empty());
    }

    /**
     * With the logits behind the probabilities, which give two-class sets {@link #tieFreeAuroc()}.
     *
     * @param logits [n, c]
     */
    public static ClassificationMetrics of(Predictions predictions, double[][] logits) {
        if (logits.length != predictions.rows()) {
            throw new IllegalArgumentException(
                    "expected logits of " + predictions.rows() + " rows, found " + logits.length);
        }
        Optional<RankedScores> margin = predictions.classes() != 2
                ? Optional.empty()
                : Optional.of(RankedScores.of(
                        logits.length, i -> logits[i][1] - logits[i][0], i -> predictions.label(i) == 1));
        return new ClassificationMetrics(predictions, margin);
    }

    public Predictions predictions() {
        return predictions;
    }

    /** Counts, and per-class precision, recall, F1 and support. */
    public ConfusionMatrix confusion() {
        return confusion;
    }

    public double accuracy() {
        return confusion.accuracy();
    }

    /** Share of rows whose label is among the k highest probabilities; of equal ones the higher class index comes first. */
    public double topK(int k) {
        return statistics.topK(k, once);
    }

    public double weightedF1() {
        return confusion.weightedF1();
    }

    public double macroF1() {
        return confusion.macroF1();
    }

    public double balancedAccuracy() {
        return confusion.balancedAccuracy();
    }

    /**
     * Mean over all classes of the area under the ROC curve of that class's float32 probability, one against the rest.
     *
     * <p>For two classes this averages both columns although their ranking is the same: in float32 a saturated 1 ties where
     * its tiny counterpart does not, and the published numbers hold that difference. Empty when a class has no rows.
     */
    public OptionalDouble auroc() {
        return statistics.oneVersusRest(once);
    }

    /** The area for one class against the rest; empty when it has no rows or all of them. */
    public OptionalDouble auroc(int label) {
        return statistics.column(label).rocArea(once);
    }

    /** For two classes with logits given: the area by logit difference, which does not saturate; empty otherwise. */
    public OptionalDouble tieFreeAuroc() {
        return tieFreeAuroc(once);
    }

    /**
     * All metrics that suit the number of classes, with bootstrap intervals: {@code acc}, {@code bacc}, {@code weighted_f1},
     * {@code macro_f1}, {@code top3_acc} (more than three classes), {@code auroc}, {@code auroc_tie_free} (two classes, if
     * logits were given).
     */
    public List<MetricValue> summary(Bootstrap bootstrap) {
        List<MetricValue> out = new ArrayList<>();
        add(out, "acc", bootstrap, weights -> OptionalDouble.of(matrix(weights).accuracy()));
        add(out, "bacc", bootstrap, weights -> OptionalDouble.of(matrix(weights).balancedAccuracy()));
        add(
                out,
                "weighted_f1",
                bootstrap,
                weights -> OptionalDouble.of(matrix(weights).weightedF1()));
        add(
                out,
                "macro_f1",
                bootstrap,
                weights -> OptionalDouble.of(matrix(weights).macroF1()));
        if (predictions.classes() > SMALL_TOP) {
            add(out, "top3_acc", bootstrap, weights -> OptionalDouble.of(statistics.topK(SMALL_TOP, weights)));
        }
        add(out, "auroc", bootstrap, statistics::oneVersusRest);
        if (margin.isPresent()) {
            add(out, "auroc_tie_free", bootstrap, this::tieFreeAuroc);
        }
        return out;
    }

    private void add(List<MetricValue> out, String name, Bootstrap bootstrap, Bootstrap.Statistic statistic) {
        out.add(bootstrap.measure(name, once.length, statistic));
    }

    private ConfusionMatrix matrix(int[] weights) {
        return statistics.confusion(weights);
    }

    private OptionalDouble tieFreeAuroc(int[] weights) {
        return margin.map(area -> area.rocArea(weights)).orElse(OptionalDouble.empty());
    }
}
