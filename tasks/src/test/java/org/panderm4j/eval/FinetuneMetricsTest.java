package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FinetuneMetricsTest {
    private static final double[][] THREE = {{.8, .1, .1}, {.2, .7, .1}, {.6, .3, .1}, {.1, .2, .7}};

    @Test
    void countsAClassWithoutCasesAsTheReferenceDoes() {
        FinetuneMetrics metrics = FinetuneMetrics.of(Predictions.of(new int[] {0, 1, 1, 0}, THREE), 0.5);
        assertThat(metrics.accuracy()).isEqualTo(0.5);
        assertThat(metrics.auroc()).isNaN();
        assertThat(metrics.balancedAccuracy()).isEqualTo(0.5); // of classes 0 and 1
        assertThat(metrics.sensitivity()).isCloseTo(1.0 / 3, within(1e-12)); // class 2 was predicted
        assertThat(metrics.macroF1()).isCloseTo((0.5 + 2.0 / 3) / 3, within(1e-12));
        assertThat(metrics.aupr()).isCloseTo((0.75 + 1 + 0) / 3, within(1e-12));
        assertThat(metrics.byName().keySet()).containsExactlyElementsOf(FinetuneMetrics.NAMES);
        assertThat(metrics.byName()).containsEntry("avg_test_loss", 0.5);
    }

    @Test
    void takesClassOneOfTwo() {
        double[][] two = {{.9, .1}, {.4, .6}, {.3, .7}, {.6, .4}};
        FinetuneMetrics metrics = FinetuneMetrics.of(Predictions.of(new int[] {0, 0, 1, 1}, two), 0);
        assertThat(metrics.sensitivity()).isEqualTo(0.5);
        assertThat(metrics.auroc()).isEqualTo(0.75);
        assertThat(metrics.aupr()).isCloseTo((1 + 2.0 / 3) / 2, within(1e-12));
    }

    @Test
    void roundsPartsBeforeTheyAreCombined() {
        // Precision and recall of class 0: 1/3 and 1/7.
        RoundedScores scores = RoundedScores.of(new ConfusionMatrix(new long[][] {{1, 6}, {2, 1}}));
        assertThat(scores.precision()).isEqualTo(List.of(0.3333, 0.1429));
        assertThat(scores.recall()).isEqualTo(List.of(0.1429, 0.3333));
        assertThat(scores.specificity()).isEqualTo(List.of(0.3333, 0.1429));
        assertThat(scores.f1()).isEqualTo(List.of(0.2, 0.2));
        RoundedScores none = RoundedScores.of(new ConfusionMatrix(new long[][] {{0, 0}, {0, 3}}));
        assertThat(none.f1()).isEqualTo(List.of(0.0, 1.0));
        assertThat(none.macroF1()).isEqualTo(0.5);
        assertThat(none.specificity()).isEqualTo(List.of(1.0, 0.0));
    }
}
