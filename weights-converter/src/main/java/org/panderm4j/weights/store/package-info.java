/**
 * Our model folder: {@code model.json}, {@code model.safetensors}, {@code tokenizer/}, {@code LOAD_REPORT.md}.
 *
 * <p>In: an architecture, weights by our names, tokenizer files. Out: a folder that loads without a hub and without a pickle,
 * and the same things read back. None of its business: foreign checkpoints, where a folder came from.
 */
package org.panderm4j.weights.store;
