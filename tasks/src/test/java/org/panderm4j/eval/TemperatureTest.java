package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    private static double loss(int[] labels, double[][] logits, double temperature) {
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> -Math.log(Math.exp(logits[i][labels[i]] / temperature)
                        / Arrays.stream(logits[i])
                                .map(logit -> Math.exp(logit / temperature))
                                .sum()))
                .average()
                .orElseThrow();
    }

    private static double[][] logits(Random random, int rows, int classes, double scale) {
        double[][] logits = new double[rows][classes];
        for (double[] row : logits) {
            Arrays.setAll(row, c -> scale * random.nextGaussian());
        }
        return logits;
    }

    @Test
    void noGridPointIsBetter() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int classes = 2 + random.nextInt(4);
            double[][] logits = logits(random, 1 + random.nextInt(50), classes, 3);
            int[] labels = random.ints(logits.length, 0, classes).toArray();
            Temperature found = Temperature.fit(labels, logits);
            assertThat(found.value()).isBetween(Temperature.LOWEST, Temperature.HIGHEST);
            assertThat(found.isAtBound())
                    .isEqualTo(found.value() == Temperature.LOWEST || found.value() == Temperature.HIGHEST);
            assertThat(found.lossBefore()).isCloseTo(loss(labels, logits, 1), within(1e-12));
            for (double at = Math.log(0.05); at <= Math.log(100); at += 0.05) {
                assertThat(found.lossAfter())
                        .as("seed %d against %s", seed, Math.exp(at))
                        .isLessThanOrEqualTo(loss(labels, logits, Math.exp(at)) + 1e-12);
            }
        }
    }

    @Test
    void findsTheTemperatureThatLabelsWereDrawnAt() {
        Random random = new Random(1);
        double[][] logits = logits(random, 20_000, 4, 4);
        int[] labels = new int[logits.length];
        double[][] truth = new Temperature(2.5, false, 0, 0).probabilities(logits);
        for (int i = 0; i < labels.length; i++) {
            double left = random.nextDouble();
            while (labels[i] < 3 && (left -= truth[i][labels[i]]) > 0) {
                labels[i]++;
            }
        }
        Temperature found = Temperature.fit(labels, logits);
        assertThat(found.value()).isCloseTo(2.5, within(0.1)); // four standard errors
        Predictions sharp = Predictions.of(labels, new Temperature(1, false, 0, 0).probabilities(logits));
        Predictions fitted = sharp.withProbabilities(found.probabilities(logits));
        assertThat(Calibration.of(sharp).expectedError()).isGreaterThan(0.1);
        assertThat(Calibration.of(fitted).expectedError()).isLessThan(0.015);
        assertThat(ProbeMetrics.of(fitted).confusion().accuracy())
                .isEqualTo(ProbeMetrics.of(sharp).confusion().accuracy());
    }

    @Test
    void staysWithinItsBoundsAndSaysSo() {
        double[][] logits = {{2, 0, -1}, {0, 3, 1}};
        Temperature separable = Temperature.fit(new int[] {0, 1}, logits);
        assertThat(separable.value()).isEqualTo(Temperature.LOWEST);
        assertThat(separable.isAtBound()).isTrue();
        assertThat(separable.lossAfter()).isZero();
        Temperature worse = Temperature.fit(new int[] {2, 0}, logits);
        assertThat(worse.value()).isEqualTo(Temperature.HIGHEST);
        assertThat(worse.isAtBound()).isTrue();
        assertThat(worse.lossAfter()).isCloseTo(Math.log(3), within(0.05));
    }

    @Test
    void oneRowWillDo() {
        double[][] one = {{1, 0, -4}};
        assertThat(Temperature.fit(new int[] {0}, one).value()).isEqualTo(Temperature.LOWEST);
        assertThat(Temperature.fit(new int[] {2}, one).value()).isEqualTo(Temperature.HIGHEST);
        Temperature between = Temperature.fit(new int[] {1}, one);
        assertThat(between.isAtBound()).isFalse();
        assertThat(between.lossAfter()).isLessThan(between.lossBefore());
    }

    @Test
    void flatLogitsAskForNothing() {
        Temperature flat = Temperature.fit(new int[] {0, 1}, new double[][] {{5, 5}, {-2, -2}});
        assertThat(flat.value()).isEqualTo(1);
        assertThat(flat.isAtBound()).isFalse();
    }

    @Test
    void standsLargeLogits() {
        double[][] large = {{4000, 0}, {0, 5000}, {3000, 0}};
        Temperature found = Temperature.fit(new int[] {0, 1, 1}, large);
        assertThat(found.value()).isEqualTo(Temperature.HIGHEST);
        assertThat(found.lossBefore()).isCloseTo(1000, within(1e-9));
        assertThat(found.lossAfter()).isCloseTo(10, within(1e-9));
    }

    @Test
    void saysWhatIsWrongWithItsInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Temperature.fit(new int[0], new double[0][]))
                .withMessageContaining("at least one row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Temperature.fit(new int[] {2}, new double[][] {{1, 0}}))
                .withMessageContaining("row 0")
                .withMessageContaining("label 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Temperature.fit(new int[] {0}, new double[][] {{1, Double.NaN}}))
                .withMessageContaining("not finite");
    }
}
