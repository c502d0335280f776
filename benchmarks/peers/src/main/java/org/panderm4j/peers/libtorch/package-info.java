/**
 * libtorch through JavaCPP's preset, its f32 products by MKL.
 *
 * <p>In: a tower, weights, batches. Out: features, or losses of training steps. None of its business: compiled or quantised graphs; operations run eagerly.
 */
package org.panderm4j.peers.libtorch;
