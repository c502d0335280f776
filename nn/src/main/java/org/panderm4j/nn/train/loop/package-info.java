/**
 * The loop: gradients, clipping, update, evaluation, early stopping, snapshots, going on from one.
 *
 * <p>In: something that learns, an optimiser, a plan. Out: what a listener is told at each step. None of its business: files,
 * clocks, the console; listeners have those.
 */
package org.panderm4j.nn.train.loop;
