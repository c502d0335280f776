/**
 * Towers as layers of Deeplearning4j's networks.
 *
 * <p>In: pictures or token ids as Deeplearning4j hands them on, gradients by features. Out: features, and for a tower that learns
 * gradients of parameters that Deeplearning4j's updaters change. None of its business: heads, losses, listeners, early stopping,
 * which are Deeplearning4j's; how a tower computes.
 */
package org.panderm4j.dl4j;
