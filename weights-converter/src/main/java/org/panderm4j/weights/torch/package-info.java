/**
 * Files written by {@code torch.save} and {@code torch.jit.save}.
 *
 * <p>In: zip archives (since torch 1.6) and the older pickle stream. Out: checkpoints. A pickle is a small program; ours is read by
 * an interpreter that builds dictionaries, lists, tuples, numbers, texts and tensors, and nothing else: no class is loaded, no
 * function of the file's choosing is called. None of its business: what a key means.
 */
package org.panderm4j.weights.torch;
