/**
 * The fast form of a sparse autoencoder: five products of matrices instead of the six that a graph needs, of which four go only over
 * the features that a batch has made active, or over single activations where they are few.
 *
 * <p>In: batches of rows, parameters. Out: what {@link org.panderm4j.nn.sae.GraphSae} gives, up to the order of sums; the same bits
 * for the same batch, whatever the number of threads outside the library. None of its business: what changes the parameters, files,
 * clocks.
 */
package org.panderm4j.nn.sae.fused;
