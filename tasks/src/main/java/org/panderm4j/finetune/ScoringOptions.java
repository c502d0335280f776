package org.panderm4j.finetune;

/**
 * How a fine-tuned model scores cases.
 *
 * @param variants whether probabilities are the mean over variants of each picture, {@link CasePictures#versions}
 * @param missing what takes the place of a picture that a case lacks
 * @param batchSize pictures of one pass
 * @param seed of the variants
 * @param workers threads that open pictures
 */
public record ScoringOptions(boolean variants, MissingRule missing, int batchSize, long seed, int workers) {}
