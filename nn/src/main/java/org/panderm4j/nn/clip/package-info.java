/**
 * An image tower and a text tower that share an embedding space, and the arithmetic between their features: cosines,
 * logits, contrastive losses with their gradients, and learning by them.
 *
 * <p>In: features of both sides. Out: cosines, logits, losses, gradients by the features. None of its business: how features are
 * made, what labels mean.
 */
package org.panderm4j.nn.clip;
