package org.panderm4j.peers.fusion;

/** How a fusion network learns: Adam with coupled decay. */
final class FusionRecipe {
    static final double RATE = 1e-5;
    static final double EPSILON = 1e-8;
    static final double DECAY = 1e-4;

    private FusionRecipe() {}
}
