package org.panderm4j.nn.train;

import java.util.List;
import java.util.function.Function;

/**
 * A network that gives one feature vector for each input of a batch, and can be trained.
 *
 * @param <B> what a batch is
 */
public interface FeatureNetwork<B> extends AutoCloseable {
    /** What it learns, always in the same order; frozen parts are not among it. */
    List<Parameter> parameters();

    /**
     * Runs forward as in training and keeps what going back needs.
     *
     * @param draws random numbers of dropout and the like; the same draws give the same features
     */
    Pass forward(B batch, Draws draws);

    /** The features that {@link #forward} would give, [b][E], without keeping anything. */
    float[][] trainingFeatures(B batch, Draws draws);

    /** Features as in use after training, [b][E]: nothing is dropped. */
    float[][] features(B batch);

    /**
     * The same network over larger batches; closing either closes both.
     *
     * @param view gives this network's part of a larger batch
     */
    default <C> FeatureNetwork<C> over(Function<C, B> view) {
        return new ViewedNetwork<>(this, view);
    }

    /** What one run forward has kept. */
    interface Pass extends AutoCloseable {
        /** [b][E]. */
        float[][] features();

        /**
         * Adds to the gradients of all parameters; once for each pass, after which the pass is closed.
         *
         * @param gradient of the loss by the features, [b][E]
         */
        void backward(float[][] gradient);

        /** Gives back what was kept; without effect after {@link #backward}. */
        @Override
        void close();
    }

    @Override
    void close();
}
