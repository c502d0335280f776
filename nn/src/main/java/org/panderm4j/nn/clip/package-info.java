/**
 * An image tower and a text tower that share an embedding space, and the arithmetic between their features.
 *
 * <p>In: unit vectors of both sides. Out: cosines and logits. None of its business: how features are made, what labels mean.
 */
package org.panderm4j.nn.clip;
