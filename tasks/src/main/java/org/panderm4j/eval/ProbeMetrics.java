package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Metrics of a linear probe, as its reference defines them.
 *
 * <p>Whether a set has two classes is decided by the number of probability columns, not by which labels occur. Areas under
 * curves are empty, never a guess, when a class has no rows; {@link #absentClasses()} says which.
 */
public final class ProbeMetrics {
    /** All there are; which of them suit depends on the number of classes. */
    public static final List<String> NAMES =
            List.of("acc", "bacc", "kappa", "weighted_f1", "macro_f1", "top3_acc", "auroc", "auroc_ovr", "aupr");

    private static final int SMALL_TOP = 3;

    private final Predictions predictions;
    private final RowStatistics statistics;
    private final int[] once; // each row counted once
    private final ConfusionMatrix confusion;

    private ProbeMetrics(Predictions predictions) {
        this.predictions = predictions;
        this.statistics = new RowStatistics(predictions);
        this.once = new int[predictions.rows()];
        Arrays.fill(once, 1);
        this.confusion = statistics.confusion(once);
    }

    public static ProbeMetrics of(Predictions predictions) {
        return new ProbeMetrics(predictions);
    }

    public Predictions predictions() {
        return predictions;
    }

    /** Counts, and what follows from them alone: accuracy, balanced accuracy, kappa, F1, per-class scores. */
    public ConfusionMatrix confusion() {
        return confusion;
    }

    /** Classes that no row belongs to, ascending; the reason when {@link #auroc} and {@link #aupr} are empty. */
    public List<Integer> absentClasses() {
        return IntStream.range(0, predictions.classes())
                .filter(c -> confusion.support(c) == 0)
                .boxed()
                .toList();
    }

    /** Share of rows whose label is among the k highest probabilities; of equal ones the higher class index comes first. */
    public double topK(int k) {
        return statistics.topK(k, once);
    }

    /**
     * Area under the ROC curve from 0 to 1. Two classes: of the probability of class 1. More: mean over all pairs of classes
     * among the rows of the pair, each class's own probability in turn (one against one, Hand and Till).
     */
    public OptionalDouble auroc() {
        return auroc(once);
    }

    /** Mean over the classes of the area of one class against the rest; for two classes that of class 1, as {@link #auroc()}. */
    public OptionalDouble aurocOneVersusRest() {
        return aurocOneVersusRest(once);
    }

    /** The area for one class against the rest; empty when it has no rows or all of them. */
    public OptionalDouble auroc(int label) {
        return statistics.column(label).rocArea(once);
    }

    /** Average precision from 0 to 1. Two classes: of the probability of class 1. More: mean of the classes against the rest. */
    public OptionalDouble aupr() {
        return aupr(once);
    }

    /** Average precision of one class against the rest; empty when it has no rows. */
    public OptionalDouble aupr(int label) {
        return statistics.column(label).averagePrecision(once);
    }

    /**
     * All metrics that suit the number of classes, with bootstrap intervals: {@code acc}, {@code bacc}, {@code kappa},
     * {@code weighted_f1}, {@code macro_f1}, {@code top3_acc} (more than three classes), {@code auroc}, {@code auroc_ovr}
     * (more than two classes), {@code aupr}.
     *
     * <p>Resamples that miss a class leave the areas undefined and are dropped; see {@link Bootstrap.Interval#resamples()}.
     */
    public List<MetricValue> summary(Bootstrap bootstrap) {
        return summary(bootstrap, named().keySet());
    }

    /** Those of the metrics that are named, in the order of {@link #summary(Bootstrap)}; names that do not suit are left out. */
    public List<MetricValue> summary(Bootstrap bootstrap, Set<String> names) {
        List<MetricValue> out = new ArrayList<>();
        named().forEach((name, statistic) -> {
            if (names.contains(name)) {
                out.add(bootstrap.measure(name, once.length, statistic));
            }
        });
        return out;
    }

    /** One of the metrics; empty where the rows do not define it, or it does not suit the number of classes. */
    public OptionalDouble value(String name) {
        Bootstrap.Statistic statistic = named().get(name);
        return statistic == null ? OptionalDouble.empty() : statistic.of(once);
    }

    private Map<String, Bootstrap.Statistic> named() {
        Map<String, Bootstrap.Statistic> all = new LinkedHashMap<>();
        all.put("acc", weights -> OptionalDouble.of(matrix(weights).accuracy()));
        all.put("bacc", weights -> OptionalDouble.of(matrix(weights).balancedAccuracy()));
        all.put("kappa", weights -> matrix(weights).quadraticKappa());
        all.put("weighted_f1", weights -> OptionalDouble.of(matrix(weights).weightedF1()));
        all.put("macro_f1", weights -> OptionalDouble.of(matrix(weights).macroF1()));
        if (predictions.classes() > SMALL_TOP) {
            all.put("top3_acc", weights -> OptionalDouble.of(statistics.topK(SMALL_TOP, weights)));
        }
        all.put("auroc", this::auroc);
        if (!isBinary()) {
            all.put("auroc_ovr", this::aurocOneVersusRest);
        }
        all.put("aupr", this::aupr);
        return all;
    }

    private ConfusionMatrix matrix(int[] weights) {
        return statistics.confusion(weights);
    }

    private boolean isBinary() {
        return predictions.classes() == 2;
    }

    private OptionalDouble auroc(int[] weights) {
        return isBinary() ? statistics.column(1).rocArea(weights) : statistics.oneVersusOne(weights);
    }

    private OptionalDouble aurocOneVersusRest(int[] weights) {
        return isBinary() ? statistics.column(1).rocArea(weights) : statistics.oneVersusRest(weights);
    }

    private OptionalDouble aupr(int[] weights) {
        if (!isBinary()) {
            return statistics.averagePrecision(weights);
        }
        // Where class 0 is absent every precision is 1 and says nothing.
        return statistics.column(1).rocArea(weights).isEmpty()
                ? OptionalDouble.empty()
                : statistics.column(1).averagePrecision(weights);
    }
}
