package org.panderm4j.finetune;

import org.panderm4j.nn.train.FeatureNetwork;

/** Where the features of metadata come from in a run. */
interface MetadataSource extends AutoCloseable {
    /** As the fusion takes it. */
    FeatureNetwork<CaseBatch> network();

    /** As they would be in use now, one a case. */
    float[][] features(int... cases);

    @Override
    void close();
}
