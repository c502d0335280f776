package org.panderm4j.nn.train;

import java.util.List;
import java.util.function.Function;

/**
 * A network that takes its part of a larger batch; closing it closes the network.
 *
 * @param network over batches of kind A
 * @param view of a batch of kind B
 */
record ViewedNetwork<B, A>(FeatureNetwork<A> network, Function<B, A> view) implements FeatureNetwork<B> {
    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }

    @Override
    public Pass forward(B batch, Draws draws) {
        return network.forward(view.apply(batch), draws);
    }

    @Override
    public float[][] trainingFeatures(B batch, Draws draws) {
        return network.trainingFeatures(view.apply(batch), draws);
    }

    @Override
    public float[][] features(B batch) {
        return network.features(view.apply(batch));
    }

    @Override
    public void close() {
        network.close();
    }
}
