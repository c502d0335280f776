package org.panderm4j.nn.sae;

/**
 * Revives dead features of designs with a fixed number of active ones (Gao et al. 2024): for each row, the {@code features} largest
 * positive pre-activations of dead features, times their dictionary vectors, are to give what the reconstruction leaves,
 * {@code x - xhat}, through which no gradient goes. The cost is {@code weight} times the mean over the row's inputs of the squared
 * difference, as that of the reconstruction is; 0 when no feature is dead.
 *
 * @param features most dead features of a row, at least 1
 * @param weight 0 or more
 */
public record AuxiliaryLoss(int features, double weight) {
    /** As published: 512 features, a 32nd. */
    public static final AuxiliaryLoss PUBLISHED = new AuxiliaryLoss(512, 1.0 / 32);

    public AuxiliaryLoss {
        if (features < 1 || !(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected at least 1 feature and a finite weight of 0 or more, found "
                    + features + " and " + weight);
        }
    }
}
