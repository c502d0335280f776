/**
 * The plain SameDiff graph as an engine, on whatever ND4J backend is on the class path: whole, with all weights in memory, or
 * block by block, with the weights read when their turn comes.
 *
 * <p>In: a tower, its weights, batches. Out: features. None of its business: fused kernels. It owns every array it makes:
 * weights from opening to closing, or the place of two blocks' weights, scratch memory in a pool that is emptied of shapes no longer used.
 */
package org.panderm4j.nn.engine.samediff;
