/**
 * Checkpoints as every later step sees them, whatever container they came in.
 *
 * <p>In: a file and the formats found as services ({@link org.panderm4j.weights.checkpoint.CheckpointFormat}). Out: named
 * tensors that are read one at a time as float32, and what lay beside them. None of its business: how a container is laid
 * out, and what a key means.
 */
package org.panderm4j.weights.checkpoint;
