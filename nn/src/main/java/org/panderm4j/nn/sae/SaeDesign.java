package org.panderm4j.nn.sae;

/**
 * A sparse autoencoder: {@code f = sparsity((x - b) We' + be)}, {@code xhat = f Wd' + b}.
 *
 * @param inputs n, width of a row
 * @param features m, entries of the dictionary
 * @param sparsity what keeps most activations at 0
 */
public record SaeDesign(int inputs, int features, Sparsity sparsity) {
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

    private static int active(Sparsity sparsity) {
        if (sparsity instanceof Sparsity.TopK top) {
            return top.k();
        }
        return sparsity instanceof Sparsity.BatchTopK batch ? batch.k() : 0;
    }
}
