package org.panderm4j.data.sampling;

/** An endless row of batches, in epochs. Batches are found by their number alone; any number of threads may ask. */
public interface Sampler {
    /** Batches of an epoch, at least 1; batch {@code n} is of epoch {@code n / stepsPerEpoch()}. */
    int stepsPerEpoch();

    /**
     * The numbers of the pairs in one batch.
     *
     * @param step the number of the batch, counted from 0 over all epochs
     * @return an array of the caller's own
     */
    int[] batch(long step);
}
