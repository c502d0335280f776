package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.reference.DoubleTower;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.train.Parameter;

/** Gradients against central differences of plain loops in double precision, for the loss sum(c * feature) with random c. */
final class GradientCheck {
    /** Relative to the largest gradient of the tensor, or a thousandth of the largest of all. */
    static final double TOLERANCE = 2e-4;

    private static final double STEP = 1e-5;
    private static final int ENTRIES = 4;

    private final Tower tower;
    private final Batch batch;
    private final Map<String, double[]> weights;
    private final float[][] factors;
    private final Random random;

    GradientCheck(Tower tower, Batch batch, RandomWeights weights, Random random) {
        this.tower = tower;
        this.batch = batch;
        this.weights = weights.doubles();
        this.random = random;
        this.factors = new float[batch.size()][tower.outputWidth(Tower.EMBEDDING)];
        for (float[] row : factors) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
    }

    /** The gradient of the loss by the features. */
    float[][] factors() {
        return factors;
    }

    private double loss() {
        double[] features = new DoubleTower(tower, weights).run(batch).get(Tower.EMBEDDING);
        double loss = 0;
        for (int i = 0; i < features.length; i++) {
            loss += factors[i / factors[0].length][i % factors[0].length] * features[i];
        }
        return loss;
    }

    /** Checks some entries of every parameter, its largest gradient among them. */
    void check(Iterable<Parameter> parameters, String prefix) {
        double largest = 0;
        for (Parameter parameter : parameters) {
            largest = Math.max(largest, Math.abs(parameter.gradient().get(largestEntry(parameter.gradient()))));
        }
        for (Parameter parameter : parameters) {
            String name = parameter.name().substring(prefix.length());
            FloatBuffer gradient = parameter.gradient();
            int top = largestEntry(gradient);
            double scale = Math.max(Math.abs(gradient.get(top)), 1e-3 * largest);
            check(name, gradient, top, scale);
            for (int i = 0; i < ENTRIES; i++) {
                check(name, gradient, random.nextInt(gradient.limit()), scale);
            }
        }
    }

    private void check(String name, FloatBuffer gradient, int entry, double scale) {
        double[] values = weights.get(name);
        double value = values[entry];
        values[entry] = value + STEP;
        double above = loss();
        values[entry] = value - STEP;
        double below = loss();
        values[entry] = value;
        double expected = (above - below) / (2 * STEP);
        assertThat(Math.abs(gradient.get(entry) - expected) / scale)
                .as(
                        "gradient of %s at %d, expected %s, found %s, of %s",
                        name, entry, expected, gradient.get(entry), tower)
                .isLessThan(TOLERANCE);
    }

    private static int largestEntry(FloatBuffer values) {
        int largest = 0;
        for (int i = 1; i < values.limit(); i++) {
            if (Math.abs(values.get(i)) > Math.abs(values.get(largest))) {
                largest = i;
            }
        }
        return largest;
    }
}
