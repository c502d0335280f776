/**
 * How gradients change parameters: groups of parameters, clipping, learning rates by step, Adam and AdamW.
 *
 * <p>In: parameters with their gradients, a step. Out: changed parameters, and moments that can be kept and put back. None of
 * its business: what a gradient comes from, when to stop.
 */
package org.panderm4j.nn.train.optimizer;
