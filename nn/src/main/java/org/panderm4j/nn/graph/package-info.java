/**
 * The definition of every network, in ordinary SameDiff operations.
 *
 * <p>In: a {@link org.panderm4j.nn.tower.Tower} and a source of parameters. Out: named variables of a SameDiff graph. None of
 * its business: who runs the graph, on what, and who owns the memory. Operations that ND4J computes wrongly (gelu,
 * preciseGelu, layerNorm without eps, gather's gradient) are written out from safe ones.
 *
 * <p>Tokens travel as one matrix [b n, d]; it is split into sequences only where attention and pooling need them.
 */
package org.panderm4j.nn.graph;
