package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeMetricsTest {
    private static final double EXACT = 1e-12;

    /** Coarse probabilities, so that ties are frequent, classes that may be absent, and now and then foreign predictions. */
    static Predictions randomPredictions(Random random) {
        int rows = 1 + random.nextInt(40);
        int classes = 2 + random.nextInt(4);
        int used = random.nextInt(3) == 0 ? 1 + random.nextInt(classes) : classes;
        int[] labels = random.ints(rows, 0, used).toArray();
        double[][] probabilities = new double[rows][classes];
        for (double[] row : probabilities) {
            for (int c = 0; c < classes; c++) {
                row[c] = random.nextInt(8) / 7.0;
            }
        }
        return random.nextBoolean()
                ? Predictions.of(labels, probabilities)
                : Predictions.of(
                        labels, probabilities, random.ints(rows, 0, classes).toArray());
    }

    @Test
    void agreesWithTheDefinitions() {
        int defined = 0;
        for (long seed = 0; seed < 300; seed++) {
            Predictions rows = randomPredictions(new Random(seed));
            ProbeMetrics metrics = ProbeMetrics.of(rows);
            String as = "seed " + seed;
            check(as, metrics.confusion().quadraticKappa(), kappa(rows));
            boolean complete = metrics.absentClasses().isEmpty();
            assertThat(metrics.absentClasses())
                    .as(as)
                    .isEqualTo(IntStream.range(0, rows.classes())
                            .filter(c -> count(rows, i -> rows.label(i) == c) == 0)
                            .boxed()
                            .toList());
            check(as, metrics.auroc(), complete ? auroc(rows) : Double.NaN);
            check(as, metrics.aurocOneVersusRest(), complete ? oneVersusRest(rows) : Double.NaN);
            check(as, metrics.aupr(), complete ? aupr(rows) : Double.NaN);
            for (int c = 0; c < rows.classes(); c++) {
                check(as, metrics.auroc(c), restArea(rows, c));
                check(as, metrics.aupr(c), averagePrecision(rows, c));
            }
            defined += complete ? 1 : 0;
        }
        assertThat(defined).isBetween(50, 280);
    }

    private static void check(String as, OptionalDouble found, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(found).as(as).isEmpty();
        } else {
            assertThat(found.orElseThrow()).as(as).isCloseTo(expected, within(EXACT));
        }
    }

    private static double count(Predictions rows, IntPredicate wanted) {
        return IntStream.range(0, rows.rows()).filter(wanted).count();
    }

    /** By the matrices of the definition. */
    private static double kappa(Predictions rows) {
        TreeSet<Integer> union = new TreeSet<>();
        for (int i = 0; i < rows.rows(); i++) {
            union.add(rows.label(i));
            union.add(rows.predicted(i));
        }
        List<Integer> labels = new ArrayList<>(union);
        double found = 0;
        double chance = 0;
        for (int i = 0; i < labels.size(); i++) {
            for (int j = 0; j < labels.size(); j++) {
                int t = labels.get(i);
                int h = labels.get(j);
                double weight = (i - j) * (i - j);
                found += weight * count(rows, row -> rows.label(row) == t && rows.predicted(row) == h);
                chance += weight
                        * count(rows, row -> rows.label(row) == t)
                        * count(rows, row -> rows.predicted(row) == h)
                        / rows.rows();
            }
        }
        return 1 - found / chance; // NaN for one label
    }

    /** Share of pairs won by the positive rows, in a column. */
    private static double area(Predictions rows, int column, IntPredicate positive, IntPredicate negative) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.rows(); j++) {
                if (positive.test(i) && negative.test(j)) {
                    won += 0.5 * (1 + Math.signum(rows.probability(i, column) - rows.probability(j, column)));
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    private static double restArea(Predictions rows, int label) {
        return area(rows, label, i -> rows.label(i) == label, i -> rows.label(i) != label);
    }

    private static double auroc(Predictions rows) {
        if (rows.classes() == 2) {
            return restArea(rows, 1);
        }
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < rows.classes(); a++) {
            for (int b = a + 1; b < rows.classes(); b++) {
                int one = a;
                int other = b;
                sum += area(rows, a, i -> rows.label(i) == one, i -> rows.label(i) == other) / 2;
                sum += area(rows, b, i -> rows.label(i) == other, i -> rows.label(i) == one) / 2;
                pairs++;
            }
        }
        return sum / pairs;
    }

    private static double oneVersusRest(Predictions rows) {
        return rows.classes() == 2
                ? restArea(rows, 1)
                : IntStream.range(0, rows.classes())
                        .mapToDouble(c -> restArea(rows, c))
                        .average()
                        .orElseThrow();
    }

    private static double aupr(Predictions rows) {
        return rows.classes() == 2
                ? averagePrecision(rows, 1)
                : IntStream.range(0, rows.classes())
                        .mapToDouble(c -> averagePrecision(rows, c))
                        .average()
                        .orElseThrow();
    }

    private static double averagePrecision(Predictions rows, int label) {
        double all = count(rows, i -> rows.label(i) == label);
        double[] thresholds = IntStream.range(0, rows.rows())
                .mapToDouble(i -> -rows.probability(i, label))
                .distinct()
                .sorted()
                .map(value -> -value)
                .toArray();
        double sum = 0;
        double recall = 0;
        for (double threshold : thresholds) {
            double chosen = count(rows, i -> rows.probability(i, label) >= threshold);
            double hits = count(rows, i -> rows.probability(i, label) >= threshold && rows.label(i) == label);
            sum += (hits / all - recall) * hits / chosen;
            recall = hits / all;
        }
        return sum;
    }

    @Test
    void weightingRowsIsRepeatingThem() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Predictions rows = randomPredictions(random);
            int[] drawn = random.ints(rows.rows(), 0, rows.rows()).toArray();
            int[] weights = new int[rows.rows()];
            for (int row : drawn) {
                weights[row]++;
            }
            Predictions repeated = rows.select(drawn);
            RowStatistics statistics = new RowStatistics(rows);
            ProbeMetrics expected = ProbeMetrics.of(repeated);
            assertThat(statistics.topK(2, weights)).isEqualTo(expected.topK(2));
            assertThat(statistics.confusion(weights).quadraticKappa())
                    .isEqualTo(expected.confusion().quadraticKappa());
            check(
                    "seed " + seed,
                    statistics.oneVersusOne(weights),
                    new RowStatistics(repeated).oneVersusOne(ones(repeated)).orElse(Double.NaN));
            for (int c = 0; c < rows.classes(); c++) {
                assertThat(statistics.column(c).rocArea(weights)).isEqualTo(expected.auroc(c));
                assertThat(statistics.column(c).averagePrecision(weights)).isEqualTo(expected.aupr(c));
            }
        }
    }

    private static int[] ones(Predictions rows) {
        return IntStream.range(0, rows.rows()).map(i -> 1).toArray();
    }

    @Test
    void namesWhatSuitsTheNumberOfClasses() {
        assertThat(names(2)).containsExactly("acc", "bacc", "kappa", "weighted_f1", "macro_f1", "auroc", "aupr");
        assertThat(names(3))
                .containsExactly("acc", "bacc", "kappa", "weighted_f1", "macro_f1", "auroc", "auroc_ovr", "aupr");
        assertThat(names(4))
                .containsExactly(
                        "acc", "bacc", "kappa", "weighted_f1", "macro_f1", "top3_acc", "auroc", "auroc_ovr", "aupr");
    }

    private static List<String> names(int classes) {
        List<MetricValue> summary = ProbeMetrics.of(Predictions.of(new int[] {0, 1}, new double[2][classes]))
                .summary(new Bootstrap(1, 9, 0.5));
        assertThat(summary).allMatch(metric -> metric.rows() == 2);
        return summary.stream().map(MetricValue::name).toList();
    }

    @Test
    void intervalsHoldTheValue() {
        Random random = new Random(4);
        int[] labels = random.ints(300, 0, 3).toArray();
        double[][] probabilities = new double[300][3];
        for (int i = 0; i < 300; i++) {
            for (int c = 0; c < 3; c++) {
                probabilities[i][c] = random.nextDouble() + (c == labels[i] ? 0.5 : 0);
            }
        }
        for (MetricValue metric :
                ProbeMetrics.of(Predictions.of(labels, probabilities)).summary(new Bootstrap(1, 200, 0.95))) {
            double value = metric.value().orElseThrow();
            Bootstrap.Interval interval = metric.interval().orElseThrow();
            assertThat(interval.low()).as(metric.name()).isBetween(value - 0.15, value - 0.005);
            assertThat(interval.high()).as(metric.name()).isBetween(value + 0.005, value + 0.15);
            assertThat(interval.resamples()).isEqualTo(200);
        }
    }

    @Test
    void threeColumnsStayThreeClassesWhenTheRowsHoldTwo() {
        double[][] probabilities = {{0.2, 0.7, 0.1}, {0.6, 0.3, 0.1}, {0.1, 0.1, 0.8}};
        ProbeMetrics metrics = ProbeMetrics.of(Predictions.of(new int[] {1, 0, 1}, probabilities));
        assertThat(metrics.absentClasses()).containsExactly(2);
        assertThat(metrics.auroc()).isEmpty();
        assertThat(metrics.aupr()).isEmpty();
        for (MetricValue metric : metrics.summary(new Bootstrap(1, 20, 0.9))) {
            assertThat(metric.interval().isPresent())
                    .as(metric.name())
                    .isEqualTo(!metric.name().startsWith("au"));
        }
    }
}
