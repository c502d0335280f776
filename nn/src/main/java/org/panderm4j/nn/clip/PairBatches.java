package org.panderm4j.nn.clip;

/**
 * Batches of image-text pairs by step, so that a run can go on anywhere. A step's batch comes in parts that fit memory one by
 * one.
 *
 * @param <I> a batch of images
 * @param <T> a batch of texts
 */
public interface PairBatches<I, T> {
    /**
     * How many parts a step's batch has, at least 1.
     *
     * @param step steps done before, from 0
     */
    int parts(long step);

    /**
     * A part; the same for the same arguments. Where there are several, each is asked for twice.
     *
     * @param part from 0
     */
    Pairs<I, T> part(long step, int part);

    /**
     * Images and their texts.
     *
     * @param images a batch
     * @param texts as many texts; the i-th belongs to the i-th image
     */
    record Pairs<I, T>(I images, T texts) {}
}
