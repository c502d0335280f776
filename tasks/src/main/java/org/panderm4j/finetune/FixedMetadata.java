package org.panderm4j.finetune;

import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.FixedFeatures;

/** Vectors, or features of sentences that were computed before. */
final class FixedMetadata implements MetadataSource {
    private final float[][] rows;

    /**
     * @param rows one a case
     */
    FixedMetadata(float[]... rows) {
        this.rows = rows;
    }

    @Override
    public FeatureNetwork<CaseBatch> network() {
        return new FixedFeatures<>(batch -> features(batch.cases()));
    }

    @Override
    public float[][] features(int... cases) {
        float[][] some = new float[cases.length][];
        for (int i = 0; i < some.length; i++) {
            some[i] = rows[cases[i]];
        }
        return some;
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
