package org.panderm4j.sae;

import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.fused.SaeNetworks;

/** What computes a sparse autoencoder. */
public final class SaeEngines {
    private SaeEngines() {}

    /**
     * The engine that a name stands for here.
     *
     * @throws IllegalArgumentException in one line when it is not present, or runs the towers of models only
     */
    public static String resolve(String engine) {
        return SaeNetworks.resolve(engine);
    }

    /**
     * Opens a copy of the weights.
     *
     * @param engine as {@link #resolve} gives it
     * @param threads 0 for all processors
     */
    public static SaeNetwork open(SaeWeights weights, String engine, int threads) {
        return SaeNetworks.open(weights, engine, threads);
    }
}
