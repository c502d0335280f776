package org.panderm4j.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.nn.train.Workers;

/** Against plain loops, and its gradient against central differences. */
class LogisticObjectiveTest {
    @ParameterizedTest
    @CsvSource({"REFERENCE,1", "REFERENCE,3", "L2,2", "NONE,4"})
    void valueAndGradientAreThoseOfTheFormula(Penalty penalty, long seed) {
        Random random = new Random(seed);
        int classes = 2 + random.nextInt(6);
        int width = 1 + random.nextInt(40);
        int rows = 1 + random.nextInt(400);
        double cost = 0.1 + random.nextDouble();
        float[][] x = new float[rows][width];
        int[] labels = new int[rows];
        double[] weights = new double[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(classes);
            weights[i] = random.nextDouble() + 0.01;
            for (int j = 0; j < width; j++) {
                x[i][j] = (float) random.nextGaussian();
            }
        }
        double[] point = random.doubles((long) classes * (width + 1), -1, 1).toArray();
        try (FeatureMatrix features = FeatureMatrix.of(x);
                Workers workers = new Workers(2);
                LogisticObjective objective =
                        new LogisticObjective(features, labels, weights, classes, penalty, cost, workers)) {
            PlainLogistic plain = new PlainLogistic(x, labels, weights, classes, penalty, cost);
            double[] gradient = new double[point.length];

            double value = objective.evaluate(point, gradient);

            assertThat(value).isCloseTo(plain.value(point), within(1e-12 * (1 + Math.abs(value))));
            for (int i = 0; i < point.length; i++) {
                assertThat(gradient[i]).as("component %d", i).isCloseTo(plain.slope(point, i), within(1e-7));
            }
        }
    }
}
