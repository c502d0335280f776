package org.panderm4j.finetune;

import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.FixedFeatures;

/** Features that were computed before. */
final class FrozenView implements ViewSource {
    private final float[][][] versions;

    /**
     * @param versions of the features, [version][case][H], the plain ones first; null where there is none
     */
    FrozenView(float[][][] versions) {
        this.versions = versions;
    }

    @Override
    public boolean trained() {
        return false;
    }

    @Override
    public FeatureNetwork<CaseBatch> network() {
        return new FixedFeatures<>(batch -> {
            float[][] rows = new float[batch.cases().length][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = versions[batch.versions()[i]][batch.cases()[i]];
            }
            return rows;
        });
    }

    @Override
    public float[][] features(int... cases) {
        float[][] rows = new float[cases.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = versions[0][cases[i]];
        }
        return rows;
    }

    @Override
    public boolean has(int index) {
        return versions[0][index] != null;
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
