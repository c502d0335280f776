package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
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
            check(as, metrics.confusion().quadraticKappa(), ScoreDefinitions.kappa(rows));
            boolean complete = metrics.absentClasses().isEmpty();
            assertThat(metrics.absentClasses())
                    .as(as)
                    .isEqualTo(IntStream.range(0, rows.classes())
                            .filter(c -> ScoreDefinitions.count(rows, i -> rows.label(i) == c) == 0)
                            .boxed()
                            .toList());
            check(as, metrics.auroc(), complete ? ScoreDefinitions.auroc(rows) : Double.NaN);
            check(as, metrics.aurocOneVersusRest(), complete ? ScoreDefinitions.oneVersusRest(rows) : Double.NaN);
            check(as, metrics.aupr(), complete ? ScoreDefinitions.aupr(rows) : Double.NaN);
            for (int c = 0; c < rows.classes(); c++) {
                check(as, metrics.auroc(c), ScoreDefinitions.restArea(rows, c));
                check(as, metrics.aupr(c), ScoreDefinitions.averagePrecision(rows, c));
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
