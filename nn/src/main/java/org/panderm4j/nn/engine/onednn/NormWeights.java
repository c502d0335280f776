package org.panderm4j.nn.engine.onednn;

/**
 * The vectors of a layer norm, float32.
 *
 * @param scale [d]
 * @param shift [d]
 */
record NormWeights(View scale, View shift) {}
