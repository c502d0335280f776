/**
 * Sparse autoencoders in files: trained from embeddings, applied to them, looked at.
 *
 * <p>In: embeddings larger than memory, options, a sparse autoencoder of ours or of the reference. Out: {@code sae.safetensors},
 * {@code metrics.jsonl}, learned activations, pages. None of its business: how gradients are computed, what a concept is called.
 */
package org.panderm4j.sae;
