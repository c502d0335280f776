package org.panderm4j.nn.sae;

/** What keeps most activations of a sparse autoencoder at 0. */
public sealed interface Sparsity {
    /** A penalty on the sum of activations, whose number is free (the reference). */
    record L1() implements Sparsity {}

    /**
     * The k largest pre-activations of each row, and of those the positive ones (Makhzani and Frey 2013; Gao et al. 2024).
     *
     * @param k active features of a row, at least 1
     */
    record TopK(int k) implements Sparsity {
        public TopK {
            requireActive(k);
        }
    }

    /**
     * The k times rows largest positive pre-activations of a batch in training; in use, those above a threshold that training has
     * estimated, so that a row's activations do not depend on its neighbours (Bussmann, Leask and Nanda 2024).
     *
     * @param k mean number of active features of a row, at least 1
     */
    record BatchTopK(int k) implements Sparsity {
        public BatchTopK {
            requireActive(k);
        }
    }

    private static void requireActive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("expected at least 1 active feature, found " + k);
        }
    }
}
