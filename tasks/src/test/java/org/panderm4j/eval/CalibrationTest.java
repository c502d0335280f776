package org.panderm4j.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double EXACT = 1e-12;

    @Test
    void agreesWithTheDefinitions() {
        for (long seed = 0; seed < 100; seed++) {
            Predictions rows = ProbeMetricsTest.randomPredictions(new Random(seed));
            Calibration calibration = Calibration.of(rows);
            List<Calibration.Bin> bins = calibration.bins();
            assertThat(bins).hasSize(15);
            assertThat(bins.stream().mapToLong(Calibration.Bin::rows).sum()).isEqualTo(rows.rows());
            double error = 0;
            for (int b = 0; b < bins.size(); b++) {
                error += checkBin(rows, bins.get(b), b);
            }
            assertThat(calibration.expectedError()).as("seed " + seed).isCloseTo(error, within(EXACT));
            assertThat(calibration.brier()).as("seed " + seed).isCloseTo(brier(rows), within(EXACT));
        }
    }

    /** What the bin adds to the error. */
    private static double checkBin(Predictions rows, Calibration.Bin bin, int index) {
        double low = index / 15.0;
        double high = (index + 1) / 15.0;
        int[] own = IntStream.range(0, rows.rows())
                .filter(i -> (rows.confidence(i) > low || index == 0) && rows.confidence(i) <= high)
                .toArray();
        assertThat(bin.low()).isEqualTo(low);
        assertThat(bin.high()).isEqualTo(high);
        assertThat(bin.rows()).isEqualTo(own.length);
        if (own.length == 0) {
            assertThat(bin.confidence()).isEmpty();
            assertThat(bin.accuracy()).isEmpty();
            return 0;
        }
        double confidence =
                IntStream.of(own).mapToDouble(rows::confidence).average().orElseThrow();
        double accuracy = IntStream.of(own)
                .mapToDouble(i -> rows.label(i) == rows.predicted(i) ? 1 : 0)
                .average()
                .orElseThrow();
        assertThat(bin.confidence().orElseThrow()).isCloseTo(confidence, within(EXACT));
        assertThat(bin.accuracy().orElseThrow()).isCloseTo(accuracy, within(EXACT));
        return Math.abs(accuracy - confidence) * own.length / rows.rows();
    }

    private static double brier(Predictions rows) {
        return IntStream.range(0, rows.rows())
                .mapToDouble(i -> IntStream.range(0, rows.classes())
                        .mapToDouble(c -> Math.pow(rows.probability(i, c) - (rows.label(i) == c ? 1 : 0), 2))
                        .sum())
                .average()
                .orElseThrow();
    }

    @Test
    void knowsThePerfectAndTheWorst() {
        Calibration perfect = Calibration.of(Predictions.of(new int[] {0, 1}, new double[][] {{1, 0}, {0, 1}}));
        assertThat(perfect.expectedError()).isZero();
        assertThat(perfect.brier()).isZero();
        Calibration worst = Calibration.of(Predictions.of(new int[] {1, 0}, new double[][] {{1, 0}, {0, 1}}));
        assertThat(worst.expectedError()).isEqualTo(1);
        assertThat(worst.brier()).isEqualTo(2);
        assertThat(worst.bins().get(14).accuracy()).isEqualTo(OptionalDouble.of(0));
    }

    @Test
    void summaryHasIntervals() {
        List<MetricValue> summary = Calibration.of(ProbeMetricsTest.randomPredictions(new Random(3)))
                .summary(new Bootstrap(1, 50, 0.9));
        assertThat(summary).extracting(MetricValue::name).containsExactly("ece", "brier");
        assertThat(summary).allMatch(metric -> metric.interval().isPresent());
    }
}
