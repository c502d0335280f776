package org.panderm4j.nn.sae;

import java.util.random.RandomGenerator;
import org.panderm4j.nn.train.Draws;

/**
 * Parameters before training, as the reference draws them: it takes m times n for the number of inputs of a layer, and m for that of
 * the encoder's bias, which makes a small start.
 */
public final class SaeStart {
    private SaeStart() {}

    /**
     * Draws them: no tied bias; the encoder's weights uniform within {@link #weightBound}, its biases within {@link #biasBound};
     * dictionary vectors in uniformly distributed directions.
     *
     * @param draws streams of which each tensor takes its own
     */
    public static SaeWeights of(SaeDesign design, Draws draws) {
        int n = design.inputs();
        int m = design.features();
        int size = Math.multiplyExact(n, m);
        return new SaeWeights(
                design,
                new float[n],
                uniform(draws.stream(SaeWeights.ENCODER_WEIGHT), size, weightBound(design)),
                uniform(draws.stream(SaeWeights.ENCODER_BIAS), m, biasBound(design)),
                directions(draws.stream(SaeWeights.DECODER_WEIGHT), n, m),
                0);
    }

    /** The largest absolute value of an encoder weight. */
    public static double weightBound(SaeDesign design) {
        return Math.sqrt(6.0 / ((double) design.features() * design.inputs()));
    }

    /** The largest absolute value of an encoder bias. */
    public static double biasBound(SaeDesign design) {
        return 1 / Math.sqrt(design.features());
    }

    private static float[] uniform(RandomGenerator random, int count, double bound) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return values;
    }

    private static float[] directions(RandomGenerator random, int n, int m) {
        float[] values = new float[n * m];
        double[] squares = new double[m];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            squares[i % m] += (double) values[i] * values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / Math.max(Math.sqrt(squares[i % m]), Dictionary.LEAST));
        }
        return values;
    }
}
