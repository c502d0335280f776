package org.panderm4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.eval.Subgroup;

class ProbeReportTest {
    private static final String ATTACK = "<script>alert(\"x\")</script>&'";

    /** Rows of the classes in turn, those from {@code used} on without any. */
    static Predictions predictions(int rows, int classes, int used) {
        Random random = new Random(1);
        int[] labels = IntStream.range(0, rows).map(i -> i % used).toArray();
        double[][] probabilities = new double[rows][];
        for (int i = 0; i < rows; i++) {
            int label = labels[i];
            double[] scores = IntStream.range(0, classes)
                    .mapToDouble(k -> random.nextDouble() + (k == label ? 0.6 : 0))
                    .toArray();
            double sum = DoubleStream.of(scores).sum();
            probabilities[i] = DoubleStream.of(scores).map(score -> score / sum).toArray();
        }
        return Predictions.of(labels, probabilities);
    }

    private static ProbeShare share(double share, List<MetricValue> metrics) {
        return new ProbeShare(
                share,
                ATTACK + share,
                7,
                metrics,
                List.of(new ProbeShare.Rival(ATTACK, metrics)),
                Optional.of(new ProbeShare.Sweep(
                        ATTACK,
                        List.of(new ProbeShare.Trial(1, 0.5, true), new ProbeShare.Trial(2, Double.NaN, false)))),
                List.of(new Fact(ATTACK, ATTACK)));
    }

    private static ProbePage page(int classes, int used) {
        Predictions predictions = predictions(60, classes, used);
        ProbeMetrics metrics = ProbeMetrics.of(predictions);
        Bootstrap bootstrap = new Bootstrap(1, 20, 0.95);
        List<MetricValue> summary = metrics.summary(bootstrap);
        Calibration calibration = Calibration.of(predictions);
        List<String> values =
                IntStream.range(0, 60).mapToObj(i -> i < 40 ? ATTACK : "few").toList();
        return new ProbePage(
                ATTACK,
                ATTACK,
                List.of(ATTACK),
                IntStream.range(0, classes).mapToObj(k -> ATTACK + k).toList(),
                List.of(share(0.5, summary), share(1, summary)),
                metrics,
                List.of(new Reliability(ATTACK, calibration, ATTACK)),
                List.of(new SubgroupTable(ATTACK, Subgroup.byValue(predictions, values, bootstrap))),
                List.of(new ProbePage.ConfidentError(ATTACK, ATTACK, ATTACK, 0.9, 0.05)),
                List.of(new Fact(ATTACK, ATTACK)),
                List.of(new Fact(ATTACK, ATTACK)),
                List.of(new Skipped(ATTACK, ATTACK)));
    }

    @Test
    void escapesWhateverItIsGiven() {
        for (int classes : new int[] {2, 3, 40}) {
            for (int used : new int[] {1, classes}) {
                String html = ProbeReport.render(page(classes, used));
                PageChecks.assertSelfContained(html);
                assertThat(html).contains("&lt;script&gt;", "⚠ 20", "1 group has fewer than 30 test rows");
                assertThat(html.contains("not defined")).isEqualTo(used < classes || classes > 20); // than few rows
            }
        }
    }

    @Test
    void namesTheAreaByTheNumberOfClasses() {
        assertThat(ProbeReport.render(page(2, 2)))
                .contains("area under the ROC curve of the second class")
                .doesNotContain("one against one");
        assertThat(ProbeReport.render(page(3, 3)))
                .contains("AUROC, one against one", "all pairs of classes", "AUROC, one against the rest");
    }

    @Test
    void isTheSamePageEveryTime() {
        assertThat(ProbeReport.render(page(7, 6))).isEqualTo(ProbeReport.render(page(7, 6)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> share(1, List.of()))
                .withMessageContaining("at least one metric");
        ProbePage page = page(3, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbePage(
                        "t",
                        "",
                        List.of(),
                        List.of("a"),
                        page.shares(),
                        page.test(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()))
                .withMessageContaining("3 class names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbePage(
                        "t",
                        "",
                        List.of(),
                        page.classes(),
                        List.of(),
                        page.test(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()))
                .withMessageContaining("at least one share");
    }
}
