package org.panderm4j.nn.clip;

/**
 * A contrastive loss and its gradients.
 *
 * @param loss mean over the pairs
 * @param images by the image vectors, [b][E]
 * @param texts by the text vectors, [b][E]
 * @param scale by the number that cosines are multiplied by, not by its logarithm
 * @param bias by the number added to the logits
 */
public record PairGradients(double loss, double[][] images, double[][] texts, double scale, double bias) {}
