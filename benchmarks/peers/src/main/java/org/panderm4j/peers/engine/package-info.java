/**
 * Who takes part, and what each looks like to the clock: a batch on the heap in, features on the heap out.
 *
 * <p>In: a tower and its weights. Out: features, or losses of training steps. None of its business: clocks, other processes. One process opens one engine.
 */
package org.panderm4j.peers.engine;
