package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {
    /** Coarse probabilities, so that ties are frequent, and classes that may be absent. */
    private static Predictions randomPredictions(Random random) {
        int rows = 1 + random.nextInt(60);
        int classes = 2 + random.nextInt(6);
        int used = 1 + random.nextInt(classes);
        int[] labels = random.ints(rows, 0, used).toArray();
        float[][] probabilities = new float[rows][classes];
        for (float[] row : probabilities) {
            for (int c = 0; c < classes; c++) {
                row[c] = random.nextInt(8) / 8f;
            }
        }
        return Predictions.of(labels, probabilities);
    }

    @Test
    void agreesWithCountingByHand() {
        for (long seed = 0; seed < 200; seed++) {
            Predictions rows = randomPredictions(new Random(seed));
            ClassificationMetrics metrics = ClassificationMetrics.of(rows);
            String as = "seed " + seed;
            assertThat(metrics.accuracy()).as(as).isEqualTo(shareRight(rows));
            assertThat(metrics.topK(1 + (int) (seed % 3)))
                    .as(as)
                    .isCloseTo(topKBySorting(rows, 1 + (int) (seed % 3)), within(1e-12));
            assertThat(metrics.topK(rows.classes())).as(as).isEqualTo(1);
            checkF1(rows, metrics, as);
            for (int c = 0; c < rows.classes(); c++) {
                checkArea(rows, metrics.auroc(c), c, as);
            }
        }
    }

    private static double shareRight(Predictions rows) {
        return (double) IntStream.range(0, rows.rows())
                        .filter(i -> rows.label(i) == rows.predicted(i))
                        .count()
                / rows.rows();
    }

    private static double topKBySorting(Predictions rows, int k) {
        return (double) IntStream.range(0, rows.rows())
                        .filter(i -> IntStream.range(0, rows.classes())
                                .boxed()
                                .sorted(Comparator.<Integer>comparingDouble(c -> rows.probability(i, c))
                                        .thenComparing(c -> c)
                                        .reversed())
                                .limit(k)
                                .anyMatch(c -> c == rows.label(i)))
                        .count()
                / rows.rows();
    }

    private static void checkF1(Predictions rows, ClassificationMetrics metrics, String as) {
        double weighted = 0;
        double macro = 0;
        double recalls = 0;
        int occurring = 0;
        int withRows = 0;
        for (int c = 0; c < rows.classes(); c++) {
            int label = c;
            double truly = count(rows, i -> rows.label(i) == label);
            double predicted = count(rows, i -> rows.predicted(i) == label);
            double both = count(rows, i -> rows.label(i) == label && rows.predicted(i) == label);
            double precision = predicted == 0 ? 0 : both / predicted;
            double recall = truly == 0 ? 0 : both / truly;
            double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            ConfusionMatrix matrix = metrics.confusion();
            assertThat(matrix.precision(c)).as(as).isEqualTo(precision);
            assertThat(matrix.recall(c)).as(as).isEqualTo(recall);
            assertThat(matrix.f1(c)).as(as).isCloseTo(f1, within(1e-12));
            assertThat(matrix.support(c)).as(as).isEqualTo((long) truly);
            weighted += f1 * truly / rows.rows();
            occurring += truly + predicted > 0 ? 1 : 0;
            macro += f1;
            withRows += truly > 0 ? 1 : 0;
            recalls += recall;
        }
        assertThat(metrics.weightedF1()).as(as).isCloseTo(weighted, within(1e-12));
        assertThat(metrics.macroF1()).as(as).isCloseTo(macro / occurring, within(1e-12));
        assertThat(metrics.balancedAccuracy()).as(as).isCloseTo(recalls / withRows, within(1e-12));
    }

    private static double count(Predictions rows, IntPredicate wanted) {
        return IntStream.range(0, rows.rows()).filter(wanted).count();
    }

    private static void checkArea(Predictions rows, OptionalDouble area, int label, String as) {
        double won = 0;
        int pairs = 0;
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.rows(); j++) {
                if (rows.label(i) == label && rows.label(j) != label) {
                    pairs++;
                    double difference = rows.probability(i, label) - rows.probability(j, label);
                    won += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                }
            }
        }
        if (pairs == 0) {
            assertThat(area).as(as).isEmpty();
        } else {
            assertThat(area.orElseThrow()).as(as).isCloseTo(won / pairs, within(1e-12));
        }
    }

    @Test
    void twoColumnsDifferWhereFloat32Saturates() {
        double[][] logits = {{20, 0}, {0, 30}, {0, 20}, {0, 25}};
        int[] labels = {0, 1, 0, 1};
        float[][] probabilities =
                Arrays.stream(logits).map(ZeroShotClassifier::softmax).toArray(float[][]::new);
        ClassificationMetrics metrics = ClassificationMetrics.of(Predictions.of(labels, probabilities), logits);
        assertThat(metrics.tieFreeAuroc()).hasValue(1);
        assertThat(metrics.auroc(0)).hasValue(1);
        assertThat(metrics.auroc(1)).hasValue(0.75);
        assertThat(metrics.auroc()).hasValue(0.875);
    }

    @Test
    void isEmptyNotNaNWhereNothingIsDefined() {
        float[][] probabilities = {{0.7f, 0.3f}, {0.2f, 0.8f}};
        ClassificationMetrics metrics = ClassificationMetrics.of(Predictions.of(new int[] {1, 1}, probabilities));
        assertThat(metrics.auroc()).isEmpty();
        assertThat(metrics.tieFreeAuroc()).isEmpty();
        for (MetricValue metric : metrics.summary(new Bootstrap(1, 50, 0.9))) {
            metric.value()
                    .ifPresent(value -> assertThat(value).as(metric.name()).isBetween(0.0, 1.0));
            assertThat(metric.interval().isPresent())
                    .as(metric.name())
                    .isEqualTo(metric.value().isPresent());
        }
        assertThat(metrics.summary(new Bootstrap(1, 50, 0.9)))
                .extracting(MetricValue::name)
                .containsExactly("acc", "bacc", "weighted_f1", "macro_f1", "auroc");
    }

    @Test
    void ordersRowsByConfidence() {
        float[][] probabilities = {{0.6f, 0.4f}, {0.1f, 0.9f}, {0.9f, 0.1f}, {0.5f, 0.5f}};
        Predictions rows = Predictions.of(new int[] {0, 0, 0, 1}, probabilities);
        assertThat(rows.mostConfident(2)).containsExactly(1, 2);
        assertThat(rows.leastConfident(2)).containsExactly(3, 0);
        assertThat(rows.mostConfidentErrors(9)).containsExactly(1, 3);
    }

    @Test
    void listsTheMostConfusedPairs() {
        ConfusionMatrix matrix = new ConfusionMatrix(new long[][] {{9, 1, 0}, {4, 1, 2}, {0, 2, 0}});
        assertThat(matrix.mostConfused(3))
                .isEqualTo(List.of(
                        new ConfusionMatrix.Confusion(1, 0, 4),
                        new ConfusionMatrix.Confusion(1, 2, 2),
                        new ConfusionMatrix.Confusion(2, 1, 2)));
    }

    @Test
    void saysWhatIsWrongWithItsInput() {
        float[][] one = {{0.5f, 0.5f}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(new int[] {2}, one))
                .withMessageContaining("row 0: label 2")
                .withMessageContaining("label column");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(new int[] {0}, new float[][] {{Float.NaN, 1}}))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(new int[0], new float[0][]))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(new int[] {0, 1}, one))
                .withMessageContaining("2 labels and 1 rows with 1 predicted labels");
    }
}
