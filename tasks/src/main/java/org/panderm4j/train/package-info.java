/**
 * What a training run leaves on disk and shows.
 *
 * <p>In: figures of steps and evaluations, snapshots, as the training loop tells of them. Out: snapshots, {@code metrics.jsonl},
 * TensorBoard event files, progress, and the figures for a page. None of its business: how a step is computed, what is learned.
 */
package org.panderm4j.train;
