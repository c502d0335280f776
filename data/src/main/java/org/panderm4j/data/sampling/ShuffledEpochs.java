package org.panderm4j.data.sampling;

import java.util.Arrays;
import java.util.Objects;
import org.panderm4j.data.random.RandomStreams;

/** Every epoch has all pairs in a random order of its own, but for those that do not fill a last batch. */
public final class ShuffledEpochs implements Sampler {
    private final int batch;
    private final int steps;
    private final CachedOrder orders;

    /**
     * Orders pairs.
     *
     * @param size pairs there are
     * @param batch pairs of a step
     * @throws IllegalArgumentException when there are fewer pairs than a batch takes
     */
    public ShuffledEpochs(int size, int batch, RandomStreams streams) {
        if (batch < 1 || size < batch) {
            throw new IllegalArgumentException("expected at least as many pairs as a batch takes, found " + size
                    + " pairs for a batch of " + batch + "; choose a smaller --batch-size");
        }
        this.batch = batch;
        this.steps = size / batch;
        this.orders = new CachedOrder(size, streams, "epoch-order");
    }

    @Override
    public int stepsPerEpoch() {
        return steps;
    }

    @Override
    public int[] batch(long step) {
        Objects.checkIndex(step, Long.MAX_VALUE);
        int from = (int) (step % steps) * batch;
        return Arrays.copyOfRange(orders.of(step / steps), from, from + batch);
    }
}
