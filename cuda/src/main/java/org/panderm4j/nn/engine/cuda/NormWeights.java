package org.panderm4j.nn.engine.cuda;

/**
 * Gain and offset of a norm, float32 on the card.
 *
 * @param width number of each
 */
record NormWeights(long gain, long offset, int width) {}
