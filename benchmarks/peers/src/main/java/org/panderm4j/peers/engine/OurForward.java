package org.panderm4j.peers.engine;

import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.Residence;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.tower.Forward;

/** An engine of this project, opened as everybody opens it; its weights stay in memory. */
final class OurForward implements Forward {
    private final Encoder encoder;
    private final String engine;

    private OurForward(Encoder encoder, String engine) {
        this.encoder = encoder;
        this.engine = engine;
    }

    static OurForward open(Tower tower, Weights weights, EngineOptions options) {
        return new OurForward(
                Engines.open(tower, weights, "", options.withResidence(Residence.MEMORY)), options.engine());
    }

    @Override
    public float[][] features(Batch batch) {
        return encoder.features(batch, Tower.EMBEDDING);
    }

    @Override
    public String version() {
        return "panderm4j " + engine;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
