package org.panderm4j.nn.backprop;

/**
 * What is taken away at random in training, as probabilities.
 *
 * @param values of single values: of the stem's tokens, and of what attention and MLP add (BERT's hidden dropout)
 * @param shares of single shares of attention (BERT's attention dropout)
 * @param depth of a whole sequence passing by a block, in the last block; it rises from 0 in the first evenly
 */
public record Dropping(double values, double shares, double depth) {
    public static final Dropping NONE = new Dropping(0, 0, 0);

    public Dropping {
        require(values, "dropout");
        require(shares, "attention dropout");
        require(depth, "stochastic depth");
    }

    private static void require(double probability, String what) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "expected a probability of at least 0 and below 1 for " + what + ", found " + probability);
        }
    }

    /** Stochastic depth of one of {@code blocks} blocks. */
    double depth(int block, int blocks) {
        return blocks < 2 ? depth : depth * block / (blocks - 1);
    }
}
