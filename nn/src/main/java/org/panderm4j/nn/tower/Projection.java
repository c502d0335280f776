package org.panderm4j.nn.tower;

/** The map from the pooled vector to the feature. */
public sealed interface Projection {
    /** Length of the feature for a tower of width {@code width}. */
    int outputWidth(int width);

    /** The pooled vector itself. */
    record None() implements Projection {
        @Override
        public int outputWidth(int width) {
            return width;
        }
    }

    /**
     * One linear layer.
     *
     * @param output length of the feature
     * @param bias whether it has a bias
     */
    record Linear(int output, boolean bias) implements Projection {
        @Override
        public int outputWidth(int width) {
            return output;
        }
    }

    /**
     * Two linear layers without bias, an activation between them.
     *
     * @param hidden width of the hidden layer
     * @param output length of the feature
     * @param activation between the layers
     */
    record TwoLayer(int hidden, int output, Activation activation) implements Projection {
        @Override
        public int outputWidth(int width) {
            return output;
        }
    }
}
