package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Metrics of classified rows. All are shares from 0 to 1.
 *
 * <p>A class without rows spoils no metric but the area under the ROC curve, which is then empty.
 */
public final class ClassificationMetrics {
    private static final int SMALL_TOP = 3;

    private final Predictions predictions;
    private final ConfusionMatrix confusion;
    private final int[] once; // each row counted once
    private final int[] ranks; // [n] of the true label
    private final List<RocArea> columns; // one against the rest, by class
    private final Optional<RocArea> margin; // class 1 against class 0, by logit difference

    private ClassificationMetrics(Predictions predictions, Optional<RocArea> margin) {
        int rows = predictions.rows();
        this.predictions = predictions;
        this.once = new int[rows];
        Arrays.fill(once, 1);
        this.confusion = ConfusionMatrix.of(predictions, once);
        this.ranks = IntStream.range(0, rows).map(predictions::rankOfLabel).toArray();
        this.columns = IntStream.range(0, predictions.classes())
                .mapToObj(c -> RocArea.of(rows, i -> predictions.probability(i, c), i -> predictions.label(i) == c))
                .toList();
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
        Optional<RocArea> margin = predictions.classes() != 2
                ? Optional.empty()
                : Optional.of(
                        RocArea.of(logits.length, i -> logits[i][1] - logits[i][0], i -> predictions.label(i) == 1));
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
        return topK(k, once);
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
        return auroc(once);
    }

    /** The area for one class against the rest; empty when it has no rows or all of them. */
    public OptionalDouble auroc(int label) {
        return columns.get(label).area(once);
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
            add(out, "top3_acc", bootstrap, weights -> OptionalDouble.of(topK(SMALL_TOP, weights)));
        }
        add(out, "auroc", bootstrap, this::auroc);
        if (margin.isPresent()) {
            add(out, "auroc_tie_free", bootstrap, this::tieFreeAuroc);
        }
        return out;
    }

    private void add(List<MetricValue> out, String name, Bootstrap bootstrap, Bootstrap.Statistic statistic) {
        OptionalDouble value = statistic.of(once);
        out.add(new MetricValue(
                name, value, value.isEmpty() ? Optional.empty() : bootstrap.interval(once.length, statistic)));
    }

    private ConfusionMatrix matrix(int[] weights) {
        return ConfusionMatrix.of(predictions, weights);
    }

    private double topK(int k, int[] weights) {
        long hits = 0;
        long rows = 0;
        for (int i = 0; i < weights.length; i++) {
            hits += ranks[i] < k ? weights[i] : 0;
            rows += weights[i];
        }
        return (double) hits / rows;
    }

    private OptionalDouble auroc(int[] weights) {
        double sum = 0;
        for (RocArea column : columns) {
            OptionalDouble area = column.area(weights);
            if (area.isEmpty()) {
                return area;
            }
            sum += area.getAsDouble();
        }
        return OptionalDouble.of(sum / columns.size());
    }

    private OptionalDouble tieFreeAuroc(int[] weights) {
        return margin.map(area -> area.area(weights)).orElse(OptionalDouble.empty());
    }
}
