package org.panderm4j.peers.sae;

/** How the autoencoder learns: Adam without decay, so slowly that its state stays what it is. */
final class SaeRecipe {
    static final double RATE = 1e-5;
    static final double EPSILON = 1e-8;
    /** Dictionary vectors shorter than that count as that. */
    static final double LEAST_LENGTH = 1e-12;

    private SaeRecipe() {}
}
