/**
 * Towers and networks over feature vectors that can be trained, as SameDiff graphs.
 *
 * <p>In: a tower, its weights, batches, gradients of a loss by the features. Out: features and gradients of the parameters. The
 * operations and their gradients are SameDiff's; which of them run, when, and where their arrays lie is decided here, so that
 * frozen parts cost nothing, a block's activations can be computed a second time instead of being kept, and memory is flat. None
 * of its business: losses, optimisers, files.
 */
package org.panderm4j.nn.backprop;
