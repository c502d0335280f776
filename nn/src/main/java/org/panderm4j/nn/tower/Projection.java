package org.panderm4j.nn.tower;

/** The map from the pooled vector to the feature. */
public sealed interface Projection {
    /** Length of the feature for a tower of width {@code width}. */
    int outputWidth(int width);

    private static void requirePositive(String what, int found) {
        if (found <= 0) {
            throw new IllegalArgumentException("expected a positive " + what + " of a projection, found " + found);
        }
    }

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
        public Linear {
            requirePositive("feature length", output);
        }

        @Override
        public int outputWidth(int width) {
            return output;
        }
    }

    /**
     * The linear classifier that a checkpoint brings along, with weights of its own beside those of a projection.
     *
     * @param classes length of the feature, one logit a class
     */
    record Classifier(int classes) implements Projection {
        public Classifier {
            requirePositive("number of classes", classes);
        }

        @Override
        public int outputWidth(int width) {
            return classes;
        }
    }

    /**
     * Two linear layers, an activation between them.
     *
     * @param hidden width of the hidden layer
     * @param output length of the feature
     * @param activation between the layers
     * @param firstBias whether the first layer has a bias
     * @param secondBias whether the second layer has a bias
     */
    record TwoLayer(int hidden, int output, Activation activation, boolean firstBias, boolean secondBias)
            implements Projection {
        public TwoLayer {
            requirePositive("hidden width", hidden);
            requirePositive("feature length", output);
        }

        @Override
        public int outputWidth(int width) {
            return output;
        }
    }
}
