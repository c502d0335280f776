package org.panderm4j.nn.train;

import java.util.List;
import java.util.function.Function;

/**
 * Features that nothing is learned about, e.g. of a frozen tower, computed before.
 *
 * @param <B> what a batch is
 */
public final class FixedFeatures<B> implements FeatureNetwork<B> {
    private final Function<? super B, float[][]> features;

    /**
     * @param features of a batch, [b][E]
     */
    public FixedFeatures(Function<? super B, float[][]> features) {
        this.features = features;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Pass forward(B batch, Draws draws) {
        return new FixedPass(features.apply(batch));
    }

    @Override
    public float[][] trainingFeatures(B batch, Draws draws) {
        return features.apply(batch);
    }

    @Override
    public float[][] features(B batch) {
        return features.apply(batch);
    }

    @Override
    public void close() {
        // Whatever the features come from belongs to whoever made the function.
    }

    /** There is nothing to go back to. */
    private static final class FixedPass implements Pass {
        private final float[][] features;
        private boolean done;

        FixedPass(float[][] features) {
            this.features = features;
        }

        @Override
        public float[][] features() {
            return features;
        }

        @Override
        public void backward(float[][] gradient) {
            if (done) {
                throw new IllegalStateException("this pass has gone back already, or has been closed");
            }
            done = true;
        }

        @Override
        public void close() {
            done = true;
        }
    }
}
