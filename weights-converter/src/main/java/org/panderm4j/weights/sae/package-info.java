/**
 * Sparse autoencoders in files.
 *
 * <p>In: {@code autoencoder.pth}, bare state dictionaries, safetensors; or tensors to be exported. Out: tensors by name, or a file
 * that torch reads. None of its business: what an autoencoder computes.
 */
package org.panderm4j.weights.sae;
