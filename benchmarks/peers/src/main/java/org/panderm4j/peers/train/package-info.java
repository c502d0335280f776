/**
 * Training steps under comparison: what a step is, and this project's.
 *
 * <p>In: a tower, its first weights, batches of pictures. Out: losses, and a tower that has learned. None of its business:
 * clocks, other processes, other libraries.
 */
package org.panderm4j.peers.train;
