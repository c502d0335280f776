package org.panderm4j.nn.tower;

/**
 * The second branch of a block: down(f(up(x))), or gated: down(f(gate(x)) up(x)) (Shazeer 2020).
 *
 * @param hidden width of the hidden layer
 * @param activation f
 * @param gated whether there is a gate
 * @param norm whether the hidden layer passes a norm of its own after the activation (NormFormer, Shleifer et al. 2021)
 * @param bias whether its linear layers have biases
 */
public record Mlp(int hidden, Activation activation, boolean gated, boolean norm, boolean bias) {
    public Mlp {
        if (hidden <= 0) {
            throw new IllegalArgumentException("expected a positive hidden width, found " + hidden);
        }
    }

    /** Two layers with biases, an activation between them. */
    public static Mlp plain(int hidden, Activation activation) {
        return new Mlp(hidden, activation, false, false, true);
    }
}
