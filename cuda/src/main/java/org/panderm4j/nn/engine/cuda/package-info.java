/**
 * Towers on NVIDIA cards of compute capability 8.0 and up, on CUDA 13: products by cuBLASLt, everything else by kernels of our own
 * that are compiled for the card at run time.
 *
 * <p>In: a {@link org.panderm4j.nn.tower.Tower}, its weights, batches on the heap. Out: detached arrays on the heap. None of its
 * business: ND4J, files, what a picture or a label is.
 *
 * <p>From the bottom up: {@link org.panderm4j.nn.engine.cuda.Cuda} (is there a card, what does a status mean), {@code Device} and
 * {@code Session} (one card in use: memory, streams, kernels, products), {@code Operations} (what towers are made of, queued on
 * the card), {@code TowerProgram} (a tower as such operations, recorded as one CUDA graph for each shape of a batch), {@link
 * org.panderm4j.nn.engine.cuda.CudaEncoder} (batches in, features out).
 *
 * <p>Seams for training, of which there is none yet: {@code Precision.BF16} keeps the residual stream in float32, {@code
 * TowerProgram} knows where every activation lies, and weights are uploaded by one class that could keep float32 masters beside
 * them.
 */
package org.panderm4j.nn.engine.cuda;
