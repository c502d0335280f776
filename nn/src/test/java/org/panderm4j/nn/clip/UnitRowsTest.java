package org.panderm4j.nn.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitRowsTest {
    private static final double STEP = 1e-6;

    private static double value(double[] features, double[] direction) {
        double square = 0;
        double sum = 0;
        for (int k = 0; k < features.length; k++) {
            square += features[k] * features[k];
            sum += features[k] * direction[k];
        }
        return sum / Math.max(Math.sqrt(square), 1e-12);
    }

    @Test
    void gradientIsThatOfTheDivision() {
        Random random = new Random(11);
        float[][] features = new float[20][7];
        double[][] direction = new double[20][7];
        for (int i = 0; i < 20; i++) {
            for (int k = 0; k < 7; k++) {
                features[i][k] = (float) (3 * random.nextGaussian());
                direction[i][k] = random.nextGaussian();
            }
        }
        UnitRows units = UnitRows.of(features);
        float[][] found = units.gradient(direction);
        for (int i = 0; i < 20; i++) {
            double[] row = new double[7];
            for (int k = 0; k < 7; k++) {
                row[k] = features[i][k];
            }
            assertThat(value(units.rows()[i], row)).isCloseTo(value(row, row), within(1e-9));
            for (int k = 0; k < 7; k++) {
                double kept = row[k];
                row[k] = kept + STEP;
                double above = value(row, direction[i]);
                row[k] = kept - STEP;
                double below = value(row, direction[i]);
                row[k] = kept;
                assertThat((double) found[i][k]).isCloseTo((above - below) / (2 * STEP), within(1e-6));
            }
        }
    }

    @Test
    void shortestVectorsAreDividedByAConstant() {
        UnitRows units = UnitRows.of(new float[][] {{0, 0}, {1e-13f, 0}});
        assertThat(units.rows()[0]).containsExactly(0, 0);
        assertThat(units.rows()[1][0]).isCloseTo(0.1, within(1e-8));
        float[][] gradient = units.gradient(new double[][] {{1, 2}, {1, 2}});
        assertThat(gradient[0]).containsExactly((float) 1e12, (float) 2e12);
        assertThat(gradient[1]).containsExactly((float) 1e12, (float) 2e12);
    }
}
