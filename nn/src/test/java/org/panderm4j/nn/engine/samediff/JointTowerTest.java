package org.panderm4j.nn.engine.samediff;

import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.JointTowers;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

class JointTowerTest extends JointTowers {
    @Override
    protected Encoder open(Tower tower, Weights weights, String prefix, int threads) {
        return SameDiffEncoder.open(tower, weights, prefix, threads);
    }
}
