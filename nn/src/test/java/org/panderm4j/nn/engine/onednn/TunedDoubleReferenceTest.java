package org.panderm4j.nn.engine.onednn;

import org.panderm4j.nn.engine.DoubleReference;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Everything cut as small as can be: MLPs into single hidden values, attention into single queries, batches into single sequences. */
class TunedDoubleReferenceTest extends DoubleReference {
    @Override
    protected Encoder open(Tower tower, Weights weights, String prefix, int threads) {
        Arithmetic arithmetic = Arithmetic.of(Precision.F32);
        return OneDnnEncoder.open(tower, weights, prefix, arithmetic, new Tuning(1, 1, 1, 1), threads);
    }
}
