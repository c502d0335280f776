package org.panderm4j.benchmarks.kernels;

import java.util.SplittableRandom;

/** Made-up operands: uniform numbers that depend on the operand's name alone. */
final class Noise {
    private Noise() {}

    /** Numbers between -amplitude and amplitude. */
    static float[] values(String name, int count, double amplitude) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return values;
    }
}
