/**
 * From the state dictionary of the reference's multimodal classifier to our names.
 *
 * <p>In: tensors by the reference's keys. Out: {@link org.panderm4j.nn.tower.Weights} of the fusion network by our names, and which
 * keys are of something else, its towers. None of its business: the towers, the network, arithmetic.
 */
package org.panderm4j.weights.fusion;
