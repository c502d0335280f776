/**
 * Training: what is learned, how gradients change it, and the loop around both.
 *
 * <p>In: networks that give features and take gradients, batches, named random streams. Out: changed parameters, and everything
 * about a run that must be kept to go on with it exactly. None of its business: files, clocks, the console, how a network
 * computes its gradients.
 */
package org.panderm4j.nn.train;
