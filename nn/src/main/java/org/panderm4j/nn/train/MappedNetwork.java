package org.panderm4j.nn.train;

import java.util.List;
import java.util.function.Function;

/**
 * A network on batches of another kind, e.g. one tower's on cases of which it sees the pictures alone.
 *
 * @param <B> what a batch is
 * @param <I> what a batch of the network within is
 */
public final class MappedNetwork<B, I> implements FeatureNetwork<B> {
    private final FeatureNetwork<I> inner;
    private final Function<? super B, ? extends I> function;

    /**
     * @param inner closed with this
     * @param function what it takes of a batch
     */
    public MappedNetwork(FeatureNetwork<I> inner, Function<? super B, ? extends I> function) {
        this.inner = inner;
        this.function = function;
    }

    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }

    @Override
    public Pass forward(B batch, Draws draws) {
        return inner.forward(function.apply(batch), draws);
    }

    @Override
    public float[][] trainingFeatures(B batch, Draws draws) {
        return inner.trainingFeatures(function.apply(batch), draws);
    }

    @Override
    public float[][] features(B batch) {
        return inner.features(function.apply(batch));
    }

    @Override
    public void close() {
        inner.close();
    }
}
