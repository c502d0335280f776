package org.panderm4j.finetune;

import java.util.Map;
import org.panderm4j.nn.engine.Batch;

/**
 * What the networks of a run see of some cases.
 *
 * @param cases their numbers
 * @param versions of each case's frozen features, 0 for the plain picture's
 * @param pictures of the views whose towers are trained, prepared
 */
record CaseBatch(int[] cases, int[] versions, Map<View, Batch.Images> pictures) {
    CaseBatch {
        pictures = Map.copyOf(pictures);
    }

    /** Without pictures, and with the plain features. */
    static CaseBatch plain(int... cases) {
        return new CaseBatch(cases, new int[cases.length], Map.of());
    }
}
