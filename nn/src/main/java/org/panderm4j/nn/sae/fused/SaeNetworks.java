package org.panderm4j.nn.sae.fused;

import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.sae.GraphSae;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeWeights;

/** The forms of a sparse autoencoder, and the choice among them. */
public final class SaeNetworks {
    private SaeNetworks() {}

    /**
     * Copies the weights into the form that an engine has.
     *
     * @param engine {@link Engines#ONEDNN} for the fused form, {@link Engines#SAMEDIFF} for the graph, {@link EngineOptions#AUTO} for
     *     the faster one that is present
     * @param threads 0 for all processors
     * @throws IllegalArgumentException in one line when the engine is not present here, or no engine is called that
     */
    public static SaeNetwork open(SaeWeights weights, String engine, int threads) {
        return resolve(engine).equals(Engines.ONEDNN)
                ? FusedSae.open(weights, threads)
                : GraphSae.open(weights, threads);
    }

    /**
     * The engine that a name stands for here.
     *
     * @throws IllegalArgumentException in one line when it is not present, or has no form of an autoencoder
     */
    public static String resolve(String engine) {
        return Engines.resolveOwn(new EngineOptions(engine, Precision.F32, 0));
    }

    /** Likewise into the fastest form that is present. */
    public static SaeNetwork fastest(SaeWeights weights, int threads) {
        return open(weights, EngineOptions.AUTO, threads);
    }
}
