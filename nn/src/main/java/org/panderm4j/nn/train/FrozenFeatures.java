package org.panderm4j.nn.train;

import java.util.List;
import java.util.function.Function;

/**
 * Features that nothing is learned below of: looked up, or numbers as they are.
 *
 * @param source gives the features of a batch, [b][E]
 */
public record FrozenFeatures<B>(Function<B, float[][]> source) implements FeatureNetwork<B> {
    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Pass forward(B batch, Draws draws) {
        return new Ending(features(batch));
    }

    @Override
    public float[][] trainingFeatures(B batch, Draws draws) {
        return features(batch);
    }

    @Override
    public float[][] features(B batch) {
        return source.apply(batch);
    }

    @Override
    public void close() {
        // the source belongs to whoever gave it
    }

    /** Where the way back ends. */
    private record Ending(float[][] features) implements Pass {
        @Override
        public void backward(float[][] gradient) {
            // nothing below learns
        }

        @Override
        public void close() {
            // nothing was kept
        }
    }
}
