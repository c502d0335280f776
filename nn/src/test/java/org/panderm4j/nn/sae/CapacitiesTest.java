package org.panderm4j.nn.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.train.Workers;

class CapacitiesTest {
    @Test
    void capacitiesAreThoseOfTheSquaredProducts() {
        Random random = new Random(3);
        int rows = 7;
        int features = 5;
        double[][] f = new double[rows][features];
        float[][] learned = new float[rows][features];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < features; j++) {
                float value = i == 2 || random.nextBoolean() ? 0 : random.nextFloat();
                f[i][j] = value;
                learned[i][j] = value;
            }
        }
        try (Workers workers = new Workers(2)) {
            float[] found = Capacities.of(learned, workers);
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                double own = 0;
                for (int j = 0; j < rows; j++) {
                    double product = 0;
                    for (int k = 0; k < features; k++) {
                        product += f[i][k] * f[j][k];
                    }
                    sum += product * product;
                    own = i == j ? product * product : own;
                }
                if (i == 2) {
                    assertThat(found[i]).isNaN();
                } else {
                    assertThat(found[i]).isCloseTo((float) (own / sum), within(1e-6f));
                }
            }
        }
    }
}
