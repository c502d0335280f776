/**
 * The safetensors container, read and written.
 *
 * <p>In: {@code .safetensors} files, alone or as shards under an index; for writing, names, shapes and a callback a tensor. Out:
 * checkpoints; files with the same bytes for the same input. None of its business: what a key means, other containers.
 * Source: the format description of the safetensors project.
 */
package org.panderm4j.weights.safetensors;
