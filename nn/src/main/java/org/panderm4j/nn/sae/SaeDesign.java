package org.panderm4j.nn.sae;

/**
 * A sparse autoencoder: {@code f = sparsity((x - b) We' + be)}, {@code xhat = f Wd' + b}.
 *
 * @param inputs n, width of a row
 * @param features m, entries of the dictionary
 * @param sparsity what keeps most activations at 0
 * @param auxiliary what revives dead features in training, where the sparsity fixes the number of active ones
 */
public record SaeDesign(int inputs, int features, Sparsity sparsity, AuxiliaryLoss auxiliary) {
    public SaeDesign {
        if (inputs < 1 || features < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 input and 1 feature, found " + inputs + " and " + features);
        }
        if (active(sparsity) > features) {
            throw new IllegalArgumentException(
                    "expected at most as many active features as there are, " + features + ", found " + sparsity);
        }
    }

    /** With the published auxiliary loss, which L1 designs do not use. */
    public SaeDesign(int inputs, int features, Sparsity sparsity) {
        this(inputs, features, sparsity, AuxiliaryLoss.PUBLISHED);
    }

    private static int active(Sparsity sparsity) {
        if (sparsity instanceof Sparsity.TopK top) {
            return top.k();
        }
        return sparsity instanceof Sparsity.BatchTopK batch ? batch.k() : 0;
    }
}
