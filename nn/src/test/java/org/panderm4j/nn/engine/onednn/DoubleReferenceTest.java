package org.panderm4j.nn.engine.onednn;

import org.panderm4j.nn.engine.DoubleReference;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

class DoubleReferenceTest extends DoubleReference {
    @Override
    protected Encoder open(Tower tower, Weights weights, String prefix, int threads) {
        return OneDnnEncoder.open(tower, weights, prefix, Precision.F32, threads);
    }
}
