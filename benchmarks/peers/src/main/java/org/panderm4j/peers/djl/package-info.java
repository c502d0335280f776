/**
 * libtorch through DJL.
 *
 * <p>In: a tower, weights, batches. Out: features. None of its business: bf16, whose conversion ends the process in this
 * release of DJL.
 */
package org.panderm4j.peers.djl;
