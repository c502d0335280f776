package org.panderm4j.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.train.Workers;

class LogisticRegressionTest {
    private static final Lbfgs TIGHT = new Lbfgs(5000, 10000, 50, 1e-10, 0);

    /** Clouds around one point for each class. */
    private static float[][] clouds(int[] labels, int width, double distance, long seed) {
        Random random = new Random(seed);
        float[][] centres = new float[10][width];
        for (float[] centre : centres) {
            for (int j = 0; j < width; j++) {
                centre[j] = (float) (distance * random.nextGaussian());
            }
        }
        float[][] rows = new float[labels.length][width];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < width; j++) {
                rows[i][j] = centres[labels[i]][j] + (float) random.nextGaussian();
            }
        }
        return rows;
    }

    private static int[] labels(int rows, int classes) {
        int[] labels = new int[rows];
        Arrays.setAll(labels, i -> i % classes);
        return labels;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static LogisticRegression.Fit fit(
            LogisticRegression how, float[][] rows, int[] labels, double[] weights, int classes) {
        LinearHead start = LinearHead.uniform(classes, rows[0].length, new Random(1));
        try (FeatureMatrix features = FeatureMatrix.of(rows);
                Workers workers = new Workers(2)) {
            return how.fit(features, labels, weights, start, workers, LogisticRegression.Progress.NONE, () -> false);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theReferencePenaltyBalancesThePullOfTheLoss(long seed) {
        int[] labels = labels(300, 4);
        float[][] rows = clouds(labels, 16, 0.5, seed);
        LogisticRegression how = new LogisticRegression(Penalty.REFERENCE, OptionalDouble.of(20), TIGHT);

        LogisticRegression.Fit fit = fit(how, rows, labels, ones(300), 4);

        // At the optimum the loss's gradient by W is -strength * W / |W|: of length 0.5 / C.
        double[] pull = new PlainGradient(rows, labels).of(fit.head());
        double length =
                Math.sqrt(Arrays.stream(pull).map(value -> value * value).sum());
        assertThat(fit.strength()).isEqualTo(0.5 / 20);
        assertThat(length).isCloseTo(fit.strength(), within(1e-6));
        assertThat(fit.isCollapsed(Penalty.REFERENCE)).isFalse();
    }

    @Test
    void weightsOfRowsCountAsRepeats() {
        int[] labels = labels(60, 3);
        float[][] rows = clouds(labels, 5, 1, 4);
        double[] weights = ones(60);
        weights[7] = 3;
        float[][] repeated = Arrays.copyOf(rows, 62);
        int[] repeatedLabels = Arrays.copyOf(labels, 62);
        Arrays.fill(repeated, 60, 62, rows[7]);
        Arrays.fill(repeatedLabels, 60, 62, labels[7]);
        LogisticRegression how = new LogisticRegression(Penalty.L2, OptionalDouble.of(1), TIGHT);

        double[] weighted = fit(how, rows, labels, weights, 3).head().weight();

        assertThat(weighted)
                .containsExactly(
                        fit(how, repeated, repeatedLabels, ones(62), 3).head().weight(), within(1e-6));
    }

    @Test
    void featuresThatSayNothingCollapseUnderTheReferencePenaltyAlone() {
        int[] labels = labels(100, 2);
        float[][] rows = clouds(labels, 3, 0, 5);

        assertThat(fit(LogisticRegression.REFERENCE, rows, labels, ones(100), 2))
                .satisfies(fit -> {
                    assertThat(fit.isCollapsed(Penalty.REFERENCE)).isTrue();
                    assertThat(fit.head().weightNorm()).isLessThan(1e-3);
                });
        LogisticRegression squared = new LogisticRegression(Penalty.L2, OptionalDouble.empty(), TIGHT);
        assertThat(fit(squared, rows, labels, ones(100), 2)).satisfies(fit -> {
            assertThat(fit.isCollapsed(Penalty.L2)).isFalse();
            assertThat(fit.head().weightNorm()).isGreaterThan(1e-3);
        });
    }

    @Test
    void theResultDoesNotDependOnTheWorkers() {
        int[] labels = labels(1000, 5);
        float[][] rows = clouds(labels, 24, 0.4, 6);
        LinearHead start = LinearHead.uniform(5, 24, new Random(1));
        double[][] found = new double[2][];
        for (int i = 0; i < 2; i++) {
            try (FeatureMatrix features = FeatureMatrix.of(rows);
                    Workers workers = new Workers(1 + 2 * i)) {
                found[i] = LogisticRegression.REFERENCE
                        .fit(
                                features,
                                labels,
                                ones(1000),
                                start,
                                workers,
                                LogisticRegression.Progress.NONE,
                                () -> false)
                        .head()
                        .weight();
            }
        }
        assertThat(found[0]).isEqualTo(found[1]);
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        float[][] rows = {{1}, {2}};
        assertThatThrownBy(() -> fit(LogisticRegression.REFERENCE, rows, new int[] {0, 0}, ones(2), 2))
                .hasMessageContaining("none that counts of class 1");
        assertThatThrownBy(() -> fit(LogisticRegression.REFERENCE, rows, new int[] {0, 2}, ones(2), 2))
                .hasMessageContaining("row 1: expected a label from 0 to 1");
        assertThatThrownBy(() -> fit(LogisticRegression.REFERENCE, rows, new int[] {0}, ones(1), 2))
                .hasMessageContaining("expected 2 labels");
        assertThatThrownBy(() -> FeatureMatrix.of(new float[][] {{1}, {Float.NaN}}))
                .hasMessageContaining("row 1: expected finite features, found NaN");
        assertThatThrownBy(() -> FeatureMatrix.of(new float[][] {{1}, {1, 2}}))
                .hasMessageContaining("row 1: expected 1 features, found 2");
    }

    /** The gradient of the mean cross-entropy by the weights, in plain loops. */
    private record PlainGradient(float[][] rows, int[] labels) {
        double[] of(LinearHead head) {
            double[] gradient = new double[head.classes() * head.width()];
            for (int i = 0; i < rows.length; i++) {
                double[] probabilities = head.probabilities(rows[i]);
                for (int k = 0; k < head.classes(); k++) {
                    double error = probabilities[k] - (labels[i] == k ? 1 : 0);
                    for (int j = 0; j < head.width(); j++) {
                        gradient[k * head.width() + j] += error * rows[i][j] / rows.length;
                    }
                }
            }
            return gradient;
        }
    }
}
