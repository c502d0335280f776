package org.panderm4j.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LayersTest {
    private static final double[] FACTORS = {0.3, -1, 2, 0.7};
    private static final double[] ROW = {1, 3, -2, 0.5};
    private static final double STEP = 1e-6;

    /** A single row is a case of its own: ND4J's gradient of a quotient fails there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void gradientOfNorm(int rows) {
        INDArray x = Nd4j.createFromArray(ROW).reshape(1, 4).repeat(0, rows);
        SameDiff graph = SameDiff.create();
        SDVariable variable = graph.var("x", x);
        Parameters parameters = (name, shape) ->
                graph.constant(name.endsWith("bias") ? Nd4j.zeros(x.dataType(), 4) : Nd4j.createFromArray(FACTORS));
        Style.PLAIN
                .layerNorm(variable, parameters, "norm", 4, 1e-5)
                .sum("loss", 0, 1)
                .markAsLoss();
        INDArray gradient = graph.calculateGradients(Map.of(), "x").get("x");
        assertThat(gradient.shape()).containsExactly(rows, 4);
        for (int k = 0; k < 4; k++) {
            double expected = (loss(k, STEP) - loss(k, -STEP)) / (2 * STEP);
            for (int row = 0; row < rows; row++) {
                assertThat(Math.abs(gradient.getDouble(row, k) - expected))
                        .as("row %d, column %d", row, k)
                        .isLessThan(1e-8);
            }
        }
    }

    /** Sum of a normalised row times its factors, one entry shifted. */
    private static double loss(int shifted, double by) {
        double mean = 0;
        for (int k = 0; k < 4; k++) {
            mean += value(k, shifted, by) / 4;
        }
        double variance = 0;
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            double centred = value(k, shifted, by) - mean;
            variance += centred * centred / 4;
            sum += centred * FACTORS[k];
        }
        return sum / Math.sqrt(variance + 1e-5);
    }

    private static double value(int k, int shifted, double by) {
        return ROW[k] + (k == shifted ? by : 0);
    }
}
