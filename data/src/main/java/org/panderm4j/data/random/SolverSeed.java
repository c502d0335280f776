package org.panderm4j.data.random;

/**
 * The seed that scikit-learn's stochastic solvers draw from their random state: of two bounded numbers the second one, as 1.2.1 does
 * and later versions do.
 */
public final class SolverSeed {
    /** One below the largest 32-bit integer with a sign. */
    private static final int LAST = Integer.MAX_VALUE - 1;

    private SolverSeed() {}

    /**
     * For a fit of its own.
     *
     * @param randomState from 0 to 4294967295
     */
    public static int of(long randomState) {
        return next(new MersenneTwister(randomState));
    }

    /** For the next fit of several that share a generator. */
    public static int next(MersenneTwister generator) {
        generator.atMost(LAST - 1); // from 1 on; drawn for a fit of several classes, and used by none of two
        return generator.atMost(LAST);
    }
}
