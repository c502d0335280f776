package org.panderm4j.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the reference of multimodal fine-tuning measures on a test split. Whether there are two classes is decided by the columns of the
 * probabilities.
 *
 * @param accuracy share of cases that are right
 * @param macroF1 mean F1 of the classes that occur as label or prediction; 0 where undefined
 * @param auroc area under the ROC curve: of class 1, or the mean of all classes against the rest; NaN when a class has no cases
 * @param balancedAccuracy mean recall of the classes that have cases
 * @param sensitivity recall of class 1, or mean recall of the classes that occur as label or prediction
 * @param aupr average precision: of class 1, or the mean of all classes against the rest; a class without cases counts 0
 * @param loss mean of the losses of the batches, measured elsewhere
 */
public record FinetuneMetrics(
        double accuracy,
        double macroF1,
        double auroc,
        double balancedAccuracy,
        double sensitivity,
        double aupr,
        double loss) {
    /** Columns of the reference's {@code evaluation_metrics.csv}. */
    public static final List<String> NAMES =
            List.of("accuracy", "f1_macro", "auroc", "balanced_acc", "sensitivity", "aupr", "avg_test_loss");

    private static final List<String> PREDICTION_COLUMNS =
            List.of("derm_filename", "cli_filename", "true_label", "predicted_label");

    /**
     * Measures predictions.
     *
     * @param loss mean of the losses of the batches
     */
    public static FinetuneMetrics of(Predictions predictions, double loss) {
        int[] once = new int[predictions.rows()];
        Arrays.fill(once, 1);
        return of(new RowStatistics(predictions), once, predictions.classes(), loss);
    }

    private static FinetuneMetrics of(RowStatistics statistics, int[] weights, int classes, double loss) {
        ConfusionMatrix confusion = statistics.confusion(weights);
        boolean isBinary = classes == 2;
        OptionalDouble auroc = isBinary ? statistics.column(1).rocArea(weights) : statistics.oneVersusRest(weights);
        return new FinetuneMetrics(
                confusion.accuracy(),
                confusion.macroF1(),
                auroc.orElse(Double.NaN),
                confusion.balancedAccuracy(),
                isBinary ? confusion.recall(1) : macroRecall(confusion),
                aupr(statistics, weights, isBinary ? 1 : 0, classes),
                loss);
    }

    /** What rows have to do with, {@link #NAMES} without the loss, each with an interval; empty where it is not defined. */
    public static List<MetricValue> summary(Predictions predictions, Bootstrap bootstrap) {
        RowStatistics statistics = new RowStatistics(predictions);
        int classes = predictions.classes();
        return NAMES.subList(0, NAMES.size() - 1).stream()
                .map(name -> bootstrap.measure(
                        name, predictions.rows(), weights -> defined(of(statistics, weights, classes, 0), name)))
                .toList();
    }

    private static OptionalDouble defined(FinetuneMetrics metrics, String name) {
        double value = metrics.byName().get(name);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static double macroRecall(ConfusionMatrix confusion) {
        return IntStream.range(0, confusion.classes())
                .filter(c -> occurs(confusion, c))
                .mapToDouble(confusion::recall)
                .average()
                .orElse(0);
    }

    private static boolean occurs(ConfusionMatrix confusion, int label) {
        return IntStream.range(0, confusion.classes())
                .anyMatch(c -> confusion.count(label, c) > 0 || confusion.count(c, label) > 0);
    }

    private static double aupr(RowStatistics statistics, int[] once, int first, int classes) {
        return IntStream.range(first, classes)
                .mapToDouble(c -> statistics.column(c).averagePrecision(once).orElse(0))
                .average()
                .orElse(0);
    }

    /** The numbers by {@link #NAMES}, in that order. */
    public Map<String, Double> byName() {
        double[] values = {accuracy, macroF1, auroc, balancedAccuracy, sensitivity, aupr, loss};
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(NAMES.get(i), values[i]);
        }
        return named;
    }

    /** Columns of the reference's {@code detailed_predictions.csv}. */
    public static List<String> predictionColumns(int classes) {
        List<String> columns = new ArrayList<>(PREDICTION_COLUMNS);
        for (int c = 0; c < classes; c++) {
            columns.add("probability_class_" + c);
        }
        return columns;
    }
}
