package org.panderm4j.nn.engine.onednn;

import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.JointTowers;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Likewise over pictures with texts. */
class TunedJointTowerTest extends JointTowers {
    @Override
    protected Encoder open(Tower tower, Weights weights, String prefix, int threads) {
        Arithmetic arithmetic = Arithmetic.of(Precision.F32);
        return OneDnnEncoder.open(tower, weights, prefix, arithmetic, new Tuning(1, 1, 1, 1), threads);
    }
}
