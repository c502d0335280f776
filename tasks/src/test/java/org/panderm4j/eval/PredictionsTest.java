package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PredictionsTest {
    @Test
    void keepsDifferencesBelowFloat32() {
        double[][] probabilities = {{0.5, 0.5 + 1e-12}, {0.5, 0.5}};
        Predictions rows = Predictions.of(new int[] {1, 1}, probabilities);
        assertThat(rows.predicted(0)).isEqualTo(1);
        assertThat(rows.predicted(1)).isZero();
        assertThat(rows.confidence(0)).isEqualTo(0.5 + 1e-12);
        assertThat(rows.mostConfident(1)).containsExactly(0);
    }

    @Test
    void widensFloat32Exactly() {
        Predictions rows = Predictions.of(new int[] {0}, new float[][] {{0.1f, 0.3f}});
        assertThat(rows.probability(0, 1)).isEqualTo(0.3f);
        assertThat(Float.toString((float) rows.probability(0, 0))).isEqualTo("0.1");
    }

    @Test
    void takesPredictedLabelsAsTheyAre() {
        Predictions rows = Predictions.of(new int[] {0, 1}, new double[][] {{0.9, 0.1}, {0.9, 0.1}}, new int[] {1, 0});
        assertThat(rows.predicted(0)).isEqualTo(1);
        assertThat(rows.confidence(0)).isEqualTo(0.1);
        assertThat(rows.mostConfidentErrors(2)).containsExactly(1, 0);
        Predictions others = rows.withProbabilities(new double[][] {{0.6, 0.4}, {0.7, 0.3}});
        assertThat(others.predicted(0)).isEqualTo(1);
        assertThat(others.confidence(0)).isEqualTo(0.4);
    }

    @Test
    void selectsRowsInTheOrderGiven() {
        Predictions rows = Predictions.of(
                new int[] {0, 1, 0}, new double[][] {{0.9, 0.1}, {0.2, 0.8}, {0.3, 0.7}}, new int[] {0, 1, 0});
        Predictions some = rows.select(2, 0, 2);
        assertThat(some.rows()).isEqualTo(3);
        assertThat(some.label(0)).isZero();
        assertThat(some.predicted(0)).isZero();
        assertThat(some.probability(1, 0)).isEqualTo(0.9);
        assertThat(some.probability(2, 1)).isEqualTo(0.7);
    }

    @Test
    void saysWhatIsWrongWithGivenLabels() {
        double[][] one = {{0.5, 0.5}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(new int[] {0}, one, new int[] {2}))
                .withMessageContaining("row 0: predicted label 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(new int[] {0}, one, new int[0]))
                .withMessageContaining("1 rows with 0 predicted labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(new int[] {0}, one).withProbabilities(new double[][] {{1}}))
                .withMessageContaining("2 classes, found 1");
    }
}
