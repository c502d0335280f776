package org.panderm4j.finetune;

import java.io.IOException;
import org.panderm4j.nn.train.FeatureNetwork;

/** Where the features of one view's pictures come from in a run. */
interface ViewSource extends AutoCloseable {
    /** Whether its tower learns, so that batches need the pictures themselves. */
    boolean trained();

    /** As the fusion takes it. */
    FeatureNetwork<CaseBatch> network();

    /**
     * Features as they would be in use now, one a case; null where the case has no picture that can be used.
     *
     * @throws IOException when the run cannot go on
     */
    float[][] features(int... cases) throws IOException;

    /** Whether a case has a picture that can be used. */
    boolean has(int index);

    @Override
    void close();
}
