package org.panderm4j.sae;

import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.fused.SaeNetworks;

/** What computes a sparse autoencoder. */
public final class SaeEngines {
    private SaeEngines() {}

    /**
     * The engine that a name stands for here.
     *
     * @throws IllegalArgumentException in one line when it is not present
     */
    public static String resolve(String engine) {
        return Engines.resolve(new EngineOptions(engine, Precision.F32, 0));
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
