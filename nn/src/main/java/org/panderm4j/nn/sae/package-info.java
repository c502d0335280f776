/**
 * Sparse autoencoders: a dictionary of concepts learned from features without labels.
 *
 * <p>In: rows of features, a design, random streams. Out: learned activations, reconstructions, gradients, a trained dictionary and
 * its health. None of its business: where rows come from, what a concept is called, files, clocks, the console.
 */
package org.panderm4j.nn.sae;
