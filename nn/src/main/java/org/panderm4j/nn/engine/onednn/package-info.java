/**
 * The fast engine of x86-64 processors: a tower compiled to oneDNN primitives.
 *
 * <p>In: a {@link org.panderm4j.nn.tower.Tower}, its weights, batches on the heap. Out: what {@link
 * org.panderm4j.nn.engine.samediff} gives, faster: weights packed once, biases, activations, residuals and scales inside the
 * products, heads as strided views, padding at the ends of texts not computed where only whole
 * texts are asked for. Native memory has one owner, {@link
 * org.panderm4j.nn.engine.onednn.NativeMemory}. None of its business: gradients, files.
 */
package org.panderm4j.nn.engine.onednn;
