package org.panderm4j.benchmarks.compare;

import java.util.Random;

/** Made-up runs: a median, a relative noise of each iteration, and one that all iterations of a fork share. */
record Samples(double median, double noise, double forkNoise) {
    Series draw(Random random, int forks, int iterations) {
        double[][] samples = new double[forks][iterations];
        for (double[] fork : samples) {
            double shared = median * Math.exp(forkNoise * random.nextGaussian());
            for (int i = 0; i < iterations; i++) {
                fork[i] = shared * Math.exp(noise * random.nextGaussian());
            }
        }
        return new Series("ms/op", samples);
    }
}
