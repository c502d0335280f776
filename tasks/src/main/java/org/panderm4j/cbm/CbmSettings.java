package org.panderm4j.cbm;

import org.panderm4j.data.sampling.StratifiedSplit;
import org.panderm4j.nn.linear.L1Sgd;

/**
 * How a concept bottleneck is trained over splits.
 *
 * @param splits how many, from 1 to 65536
 * @param split how each is dealt
 * @param solver of each fit
 * @param seed of all; no two seeds from 0 to 65535 share a split
 */
public record CbmSettings(int splits, StratifiedSplit split, L1Sgd solver, long seed) {
    /** Splits of one seed at most. */
    public static final int MOST_SPLITS = 1 << 16;

    private static final long BITS = 0xFFFF_FFFFL;
    /** The random state that the reference fits its one classifier with. */
    private static final long FIXED = 42;

    public CbmSettings {
        if (splits < 1 || splits > MOST_SPLITS) {
            throw new IllegalArgumentException("expected from 1 to " + MOST_SPLITS + " splits, found " + splits);
        }
    }

    /** The random state of a split and its fit: for seed 0 the split's number, as in the reference. */
    public long state(int split) {
        return state(seed, split);
    }

    /** The random state of a fit on a training table of its own: for seed 0 that of the reference, 42. */
    public static long fixedState(long seed) {
        return state(seed, FIXED);
    }

    private static long state(long seed, long number) {
        return (seed * MOST_SPLITS + number) & BITS;
    }
}
