package org.panderm4j.data.sampling;

/**
 * Several batches of a sampler to each optimiser step. Batches at the end of an epoch that do not fill a step are left out; the sampler
 * has drawn them all the same.
 *
 * @param sampler where the batches come from
 * @param parts batches to a step, at least 1 and at most an epoch
 */
public record Accumulation(Sampler sampler, int parts) {
    public Accumulation {
        if (parts < 1 || parts > sampler.stepsPerEpoch()) {
            throw new IllegalArgumentException("expected from 1 to " + sampler.stepsPerEpoch()
                    + " batches to a step, as many as an epoch has, found " + parts
                    + "; choose a smaller --accumulate or --batch-size");
        }
    }

    /** Optimiser steps of an epoch, at least 1. */
    public int stepsPerEpoch() {
        return sampler.stepsPerEpoch() / parts;
    }

    /** The number of a step's first batch; its others follow. */
    public long firstBatch(long step) {
        return step / stepsPerEpoch() * sampler.stepsPerEpoch() + step % stepsPerEpoch() * parts;
    }

    /**
     * The pairs of one step, batch by batch.
     *
     * @param step counted from 0 over all epochs
     */
    public int[][] step(long step) {
        int[][] batches = new int[parts][];
        for (int part = 0; part < parts; part++) {
            batches[part] = sampler.batch(firstBatch(step) + part);
        }
        return batches;
    }
}
