package org.panderm4j.nn.linear;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A linear classifier: the logit of class k is {@code weight[k] . x + bias[k]}. */
public final class LinearHead {
    private static final double STEP_OF_24_BITS = 0x1p-24;

    private final int classes;
    private final int width;
    private final double[] values; // [classes x width weights, then classes biases]

    private LinearHead(int classes, int width, double[] values) {
        this.classes = classes;
        this.width = width;
        this.values = values;
    }

    /**
     * A head from its parts, which are copied.
     *
     * @param weight [classes, width], row by row
     * @param bias [classes]
     * @throws IllegalArgumentException when the lengths do not fit, or there are no classes
     */
    public static LinearHead of(double[] weight, double[] bias) {
        if (bias.length == 0 || weight.length == 0 || weight.length % bias.length != 0) {
            throw new IllegalArgumentException("expected weights for each of the " + bias.length
                    + " biases (at least one), found " + weight.length);
        }
        double[] values = Arrays.copyOf(weight, weight.length + bias.length);
        System.arraycopy(bias, 0, values, weight.length, bias.length);
        return new LinearHead(bias.length, weight.length / bias.length, values);
    }

    /**
     * The start of the reference: weights, then biases, evenly from -1 to 1 over the square root of the width, each of the low 24 bits
     * of one 32-bit output, rounded to float32 as PyTorch's linear layer has them.
     *
     * @param generator whose {@code nextInt} gives 32 random bits
     */
    public static LinearHead uniform(int classes, int width, RandomGenerator generator) {
        double bound = 1 / Math.sqrt(width);
        float low = (float) -bound;
        float range = (float) bound - low;
        double[] values = new double[Math.addExact(Math.multiplyExact(classes, width), classes)];
        for (int i = 0; i < values.length; i++) {
            double share = (generator.nextInt() & 0xFF_FFFF) * STEP_OF_24_BITS;
            values[i] = (float) (share * range + low);
        }
        return new LinearHead(classes, width, values);
    }

    /** K. */
    public int classes() {
        return classes;
    }

    /** D. */
    public int width() {
        return width;
    }

    /** A copy of the weights, [classes x width]. */
    public double[] weight() {
        return Arrays.copyOf(values, classes * width);
    }

    /** A copy of the biases, [classes]. */
    public double[] bias() {
        return Arrays.copyOfRange(values, classes * width, values.length);
    }

    /** Frobenius norm of the weights. */
    public double weightNorm() {
        double squares = 0;
        for (int i = 0; i < classes * width; i++) {
            squares += values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    /** Weights and biases in one vector, as solvers move it. Not to be changed. */
    double[] values() {
        return values;
    }

    /** A head at a solver's point, which is kept. */
    LinearHead at(double[] point) {
        return new LinearHead(classes, width, point);
    }

    /** Logits of one row, [classes]. */
    public double[] logits(float[] row) {
        if (row.length != width) {
            throw new IllegalArgumentException("expected a row of " + width + " features, found " + row.length);
        }
        double[] logits = bias();
        for (int k = 0; k < classes; k++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += values[k * width + i] * row[i];
            }
            logits[k] += sum;
        }
        return logits;
    }

    /**
     * Softmax of logits over a temperature.
     *
     * @param temperature above 0; 1 for the plain softmax
     */
    public static double[] softmax(double[] logits, double temperature) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        double[] shares = new double[logits.length];
        double total = 0;
        for (int k = 0; k < logits.length; k++) {
            shares[k] = Math.exp((logits[k] - largest) / temperature);
            total += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= total;
        }
        return shares;
    }

    /** Class probabilities of one row, [classes]. */
    public double[] probabilities(float[] row) {
        return softmax(logits(row), 1);
    }
}
