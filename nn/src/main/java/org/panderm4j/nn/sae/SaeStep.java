package org.panderm4j.nn.sae;

/**
 * What a batch has cost, each a mean over its rows.
 *
 * @param l1 sum of activations of a row
 * @param penalty lambda times that
 * @param l2 mean over a row's inputs of the squared difference between it and its reconstruction
 * @param auxiliary what dead features make of the rest, weighted; 0 where the design has none
 * @param l0 active features of a row
 * @param fired rows in which each feature was active, [m]
 * @param least smallest activation of the batch that is not 0, of {@link Sparsity.BatchTopK} designs; 0 of others, and where all are 0
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SaeStep(double l1, double penalty, double l2, double auxiliary, double l0, int[] fired, float least) {
    /** What the gradients are of. */
    public double total() {
        return penalty + l2 + auxiliary;
    }
}
