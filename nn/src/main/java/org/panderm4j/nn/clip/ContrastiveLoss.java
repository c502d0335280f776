package org.panderm4j.nn.clip;

/** A loss of pairs among all combinations: those on the diagonal belong together, all others do not. */
@FunctionalInterface
public interface ContrastiveLoss {
    /**
     * The loss of logits {@code scale * images . texts^T + bias} and its gradients, in double precision. Takes memory for a few
     * hundred rows of logits at a time.
     *
     * @param images [b][E], unit vectors in use, though nothing here relies on it
     * @param texts [b][E]; row i belongs to image i
     * @throws IllegalArgumentException when there is no pair or shapes differ
     */
    PairGradients of(double[][] images, double[][] texts, double scale, double bias);
}
