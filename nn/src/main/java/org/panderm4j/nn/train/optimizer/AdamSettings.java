package org.panderm4j.nn.train.optimizer;

/**
 * Constants of Adam.
 *
 * @param beta1 share of the old mean of gradients that is kept, from 0 to below 1
 * @param beta2 share of the old mean of squared gradients that is kept, from 0 to below 1
 * @param epsilon added to the root of the mean square, above 0 also as float32: without it, a value whose gradients have all been
 *     0, such as a row of an embedding that was never looked up, becomes 0 / 0
 * @param decoupled whether weight decay shrinks the parameters (AdamW) or is added to the gradients (Adam)
 */
public record AdamSettings(double beta1, double beta2, double epsilon, boolean decoupled) {
    public AdamSettings {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException(
                    "expected both betas from 0 to below 1, found " + beta1 + " and " + beta2);
        }
        if (!((float) epsilon > 0 && (float) epsilon <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("expected an epsilon above 0 that float32 can hold, found " + epsilon
                    + "; values whose gradients are 0 become NaN without one");
        }
    }

    /** Decay is added to the gradients (Kingma and Ba 2015). */
    public static AdamSettings adam(double beta1, double beta2, double epsilon) {
        return new AdamSettings(beta1, beta2, epsilon, false);
    }

    /** Decay shrinks the parameters before the update (Loshchilov and Hutter 2019). */
    public static AdamSettings adamW(double beta1, double beta2, double epsilon) {
        return new AdamSettings(beta1, beta2, epsilon, true);
    }
}
