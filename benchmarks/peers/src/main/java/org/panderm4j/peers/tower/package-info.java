/**
 * The towers under comparison, once for all libraries: what is computed, of which weights, of which inputs, how much work it is.
 *
 * <p>In: a {@link org.panderm4j.nn.tower.Tower}. Out: calls of a library's {@link org.panderm4j.peers.tower.Ops}. None of its
 * business: clocks, processes, any one library.
 *
 * <p>Symbols: b pictures or texts, n tokens each, d width, h heads, p side of a patch, g patches along a side, v vocabulary.
 */
package org.panderm4j.peers.tower;
